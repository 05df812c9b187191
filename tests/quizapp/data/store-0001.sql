BEGIN TRANSACTION;
CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY);
INSERT INTO "alembic_version" VALUES('0001');
CREATE TABLE cards (
	item_id INTEGER NOT NULL, 
	id VARCHAR NOT NULL, 
	front VARCHAR NOT NULL, 
	back VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	deck_id INTEGER NOT NULL, 
	tags JSON NOT NULL, 
	difficulty INTEGER, 
	reading VARCHAR DEFAULT '' NOT NULL, 
	file_id INTEGER, 
	start INTEGER NOT NULL, 
	"end" INTEGER NOT NULL, 
	unit VARCHAR NOT NULL, 
	path JSON NOT NULL, 
	passage VARCHAR NOT NULL, 
	explicit BOOLEAN NOT NULL, 
	created_ms INTEGER NOT NULL, 
	changed_ms INTEGER NOT NULL, 
	retired_ms INTEGER, 
	CONSTRAINT pk_cards PRIMARY KEY (item_id), 
	CONSTRAINT fk_cards_item_id FOREIGN KEY(item_id) REFERENCES items (id), 
	CONSTRAINT uq_cards_id UNIQUE (id), 
	CONSTRAINT fk_cards_deck_id FOREIGN KEY(deck_id) REFERENCES decks (id), 
	CONSTRAINT fk_cards_file_id FOREIGN KEY(file_id) REFERENCES files (id)
);
INSERT INTO "cards" VALUES(1,'c0','What is 0?','It is 0.','basic',1,'[]',NULL,'',1,1,1,'line','["Numbers"]','p0',1,1700000000000,1700000000000,NULL);
INSERT INTO "cards" VALUES(2,'c1','What is 1?','My own words.','basic',1,'[]',NULL,'',1,2,2,'line','["Numbers"]','p1',1,1700000000000,1700000000000,NULL);
INSERT INTO "cards" VALUES(3,'c2','What is 2?','It is 2.','basic',1,'[]',NULL,'',1,3,3,'line','["Numbers"]','p2',1,1700000000000,1700000000000,NULL);
INSERT INTO "cards" VALUES(4,'c3','What is 3?','It is 3.','basic',1,'[]',NULL,'',1,4,4,'line','["Numbers"]','p3',1,1700000000000,1700000000000,NULL);
INSERT INTO "cards" VALUES(5,'c4','What is 4?','It is 4.','basic',2,'[]',NULL,'',2,5,5,'line','["Numbers"]','p4',0,1700000000000,1700000000000,NULL);
INSERT INTO "cards" VALUES(6,'c5','What is 5?','It is 5.','basic',2,'[]',NULL,'',2,6,6,'line','["Numbers"]','p5',0,1700000000000,1700000000000,NULL);
CREATE TABLE decks (
	id INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	path VARCHAR DEFAULT '' NOT NULL, 
	place INTEGER DEFAULT 0 NOT NULL, 
	enabled BOOLEAN DEFAULT 1 NOT NULL, 
	CONSTRAINT pk_decks PRIMARY KEY (id), 
	CONSTRAINT uq_decks_name UNIQUE (name)
);
INSERT INTO "decks" VALUES(1,'Training','Training',1,0);
INSERT INTO "decks" VALUES(2,'Mine','',2,1);
CREATE TABLE files (
	id INTEGER NOT NULL, 
	source_id INTEGER NOT NULL, 
	path VARCHAR NOT NULL, 
	hash VARCHAR NOT NULL, 
	reader VARCHAR NOT NULL, 
	read_ms INTEGER NOT NULL, 
	gone BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_files PRIMARY KEY (id), 
	CONSTRAINT fk_files_source_id FOREIGN KEY(source_id) REFERENCES sources (id), 
	CONSTRAINT uq_files_path UNIQUE (path)
);
INSERT INTO "files" VALUES(1,1,'shipped:a.md','x','1',1700000000000,0);
INSERT INTO "files" VALUES(2,2,'/notes/b.md','y','1',1700000000000,0);
CREATE TABLE items (
	id INTEGER NOT NULL, 
	"key" VARCHAR NOT NULL, 
	suspended BOOLEAN DEFAULT 0 NOT NULL, 
	buried_until INTEGER, 
	flag INTEGER DEFAULT 0 NOT NULL, 
	note VARCHAR DEFAULT '' NOT NULL, 
	joined_to INTEGER, 
	CONSTRAINT pk_items PRIMARY KEY (id), 
	CONSTRAINT uq_items_key UNIQUE ("key"), 
	CONSTRAINT fk_items_joined_to FOREIGN KEY(joined_to) REFERENCES items (id)
);
INSERT INTO "items" VALUES(1,'card:c0',0,NULL,0,'',NULL);
INSERT INTO "items" VALUES(2,'card:c1',0,NULL,0,'',NULL);
INSERT INTO "items" VALUES(3,'card:c2',0,NULL,0,'',NULL);
INSERT INTO "items" VALUES(4,'card:c3',0,NULL,0,'',NULL);
INSERT INTO "items" VALUES(5,'card:c4',0,NULL,0,'',NULL);
INSERT INTO "items" VALUES(6,'card:c5',0,NULL,0,'',NULL);
INSERT INTO "items" VALUES(7,'exercise:adam_step',0,NULL,0,'',NULL);
CREATE TABLE links (
	item_id INTEGER NOT NULL, 
	exercise_item_id INTEGER NOT NULL, 
	origin VARCHAR NOT NULL, 
	removed BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_links PRIMARY KEY (item_id, exercise_item_id), 
	CONSTRAINT fk_links_item_id FOREIGN KEY(item_id) REFERENCES cards (item_id), 
	CONSTRAINT fk_links_exercise_item_id FOREIGN KEY(exercise_item_id) REFERENCES items (id)
);
INSERT INTO "links" VALUES(1,7,'note',0);
CREATE TABLE log (
	id INTEGER NOT NULL, 
	item_id INTEGER NOT NULL, 
	at_ms INTEGER NOT NULL, 
	day INTEGER NOT NULL, 
	mode VARCHAR NOT NULL, 
	rating INTEGER, 
	duration_ms INTEGER NOT NULL, 
	was VARCHAR, 
	phase VARCHAR, 
	step INTEGER, 
	interval INTEGER, 
	wait INTEGER, 
	voids INTEGER, 
	variant VARCHAR, 
	level INTEGER, 
	correct BOOLEAN, 
	attempt JSON, 
	CONSTRAINT pk_log PRIMARY KEY (id), 
	CONSTRAINT ck_log_rating CHECK (rating IS NULL OR rating BETWEEN 1 AND 4), 
	CONSTRAINT ck_log_mode CHECK (mode IN ('review', 'drill', 'quiz', 'cram')), 
	CONSTRAINT fk_log_item_id FOREIGN KEY(item_id) REFERENCES items (id), 
	CONSTRAINT fk_log_voids FOREIGN KEY(voids) REFERENCES log (id)
);
INSERT INTO "log" VALUES(1,1,1700000003000,19675,'review',3,3000,'new','learning',1,0,600,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "log" VALUES(2,2,1700000008000,19675,'review',3,3000,'new','learning',1,0,600,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "log" VALUES(3,2,1700000010000,19675,'review',NULL,0,NULL,NULL,NULL,NULL,NULL,2,NULL,NULL,NULL,NULL);
INSERT INTO "log" VALUES(4,2,1700000013000,19675,'review',1,3000,'new','learning',0,0,60,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "log" VALUES(5,3,1700000018000,19675,'review',3,3000,'new','learning',1,0,600,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "log" VALUES(6,4,1700000023000,19675,'review',3,3000,'new','learning',1,0,600,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "log" VALUES(7,5,1700000028000,19675,'review',3,3000,'new','learning',1,0,600,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "log" VALUES(8,6,1700000033000,19675,'review',3,3000,'new','learning',1,0,600,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "log" VALUES(9,2,1700000038000,19675,'review',3,3000,'learning','learning',1,0,600,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "log" VALUES(10,1,1700000043000,19675,'review',3,3000,'learning','review',0,4,0,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "log" VALUES(11,3,1700000048000,19675,'review',3,3000,'learning','review',0,3,0,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "log" VALUES(12,4,1700000053000,19675,'review',3,3000,'learning','review',0,3,0,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "log" VALUES(13,5,1700000058000,19675,'review',3,3000,'learning','review',0,4,0,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "log" VALUES(14,6,1700000063000,19675,'review',3,3000,'learning','review',0,4,0,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "log" VALUES(15,2,1700000068000,19675,'review',3,3000,'learning','review',0,2,0,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "log" VALUES(16,7,1700086473000,19676,'review',3,3000,'new','learning',1,0,600,NULL,'adam_step/1/2',2,0,'{"score": 0.0, "typed": ["1"], "verdicts": ["mistake"], "mistakes": ["no_bias"], "hints": 0, "params": {"g": [0.1]}}');
INSERT INTO "log" VALUES(17,7,1700086478000,19676,'review',3,3000,'learning','review',0,4,0,NULL,'adam_step/1/2',2,0,'{"score": 0.0, "typed": ["1"], "verdicts": ["mistake"], "mistakes": ["no_bias"], "hints": 0, "params": {"g": [0.1]}}');
INSERT INTO "log" VALUES(18,7,1700086480000,19676,'review',NULL,0,NULL,NULL,NULL,NULL,NULL,17,NULL,NULL,NULL,NULL);
INSERT INTO "log" VALUES(19,7,1700086483000,19676,'review',1,3000,'learning','learning',0,0,60,NULL,'adam_step/1/2',2,0,'{"score": 0.0, "typed": ["1"], "verdicts": ["mistake"], "mistakes": ["no_bias"], "hints": 0, "params": {"g": [0.1]}}');
INSERT INTO "log" VALUES(20,7,1700086488000,19676,'review',3,3000,'learning','learning',1,0,600,NULL,'adam_step/1/2',1,0,'{"score": 0.0, "typed": ["1"], "verdicts": ["mistake"], "mistakes": ["no_bias"], "hints": 0, "params": {"g": [0.1]}}');
INSERT INTO "log" VALUES(21,7,1700086493000,19676,'review',3,3000,'learning','review',0,2,0,NULL,'adam_step/1/2',1,0,'{"score": 0.0, "typed": ["1"], "verdicts": ["mistake"], "mistakes": ["no_bias"], "hints": 0, "params": {"g": [0.1]}}');
INSERT INTO "log" VALUES(22,2,1700172898000,19677,'review',3,3000,'review','review',0,3,0,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "log" VALUES(23,3,1700259303000,19678,'review',3,3000,'review','review',0,12,0,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "log" VALUES(24,7,1700259308000,19678,'review',3,3000,'review','review',0,4,0,NULL,'adam_step/1/2',1,0,'{"score": 0.0, "typed": ["1"], "verdicts": ["mistake"], "mistakes": ["no_bias"], "hints": 0, "params": {"g": [0.1]}}');
INSERT INTO "log" VALUES(25,7,1700259310000,19678,'review',NULL,0,NULL,NULL,NULL,NULL,NULL,24,NULL,NULL,NULL,NULL);
INSERT INTO "log" VALUES(26,7,1700259313000,19678,'review',1,3000,'review','relearning',0,0,600,NULL,'adam_step/1/2',1,0,'{"score": 0.0, "typed": ["1"], "verdicts": ["mistake"], "mistakes": ["no_bias"], "hints": 0, "params": {"g": [0.1]}}');
INSERT INTO "log" VALUES(27,4,1700259318000,19678,'review',3,3000,'review','review',0,12,0,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "log" VALUES(28,7,1700259323000,19678,'review',3,3000,'relearning','review',0,2,0,NULL,'adam_step/1/2',1,0,'{"score": 0.0, "typed": ["1"], "verdicts": ["mistake"], "mistakes": ["no_bias"], "hints": 0, "params": {"g": [0.1]}}');
INSERT INTO "log" VALUES(29,1,1700345728000,19679,'review',3,3000,'review','review',0,17,0,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "log" VALUES(30,5,1700345733000,19679,'review',3,3000,'review','review',0,16,0,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "log" VALUES(31,5,1700345735000,19679,'review',NULL,0,NULL,NULL,NULL,NULL,NULL,30,NULL,NULL,NULL,NULL);
INSERT INTO "log" VALUES(32,5,1700345738000,19679,'review',1,3000,'review','relearning',0,0,600,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "log" VALUES(33,6,1700345743000,19679,'review',3,3000,'review','review',0,14,0,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "log" VALUES(34,5,1700345748000,19679,'review',3,3000,'relearning','review',0,2,0,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE meta (
	name VARCHAR NOT NULL, 
	value VARCHAR NOT NULL, 
	CONSTRAINT pk_meta PRIMARY KEY (name)
);
CREATE TABLE overrides (
	item_id INTEGER NOT NULL, 
	field VARCHAR NOT NULL, 
	replaced VARCHAR NOT NULL, 
	noted VARCHAR NOT NULL, 
	made_ms INTEGER NOT NULL, 
	CONSTRAINT pk_overrides PRIMARY KEY (item_id, field), 
	CONSTRAINT fk_overrides_item_id FOREIGN KEY(item_id) REFERENCES cards (item_id)
);
INSERT INTO "overrides" VALUES(2,'back','It is 1.','It is 1.',1700000000000);
CREATE TABLE skills (
	item_id INTEGER NOT NULL, 
	level INTEGER NOT NULL, 
	run INTEGER NOT NULL, 
	target VARCHAR, 
	CONSTRAINT pk_skills PRIMARY KEY (item_id), 
	CONSTRAINT fk_skills_item_id FOREIGN KEY(item_id) REFERENCES items (id)
);
INSERT INTO "skills" VALUES(7,1,-4,'no_bias');
CREATE TABLE sources (
	id INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	location VARCHAR NOT NULL, 
	name VARCHAR DEFAULT '' NOT NULL, 
	added_ms INTEGER NOT NULL, 
	CONSTRAINT pk_sources PRIMARY KEY (id), 
	CONSTRAINT uq_sources_location UNIQUE (location)
);
INSERT INTO "sources" VALUES(1,'shipped','shipped','',1700000000000);
INSERT INTO "sources" VALUES(2,'file','/notes/b.md','',1700000000000);
CREATE TABLE states (
	item_id INTEGER NOT NULL, 
	model VARCHAR NOT NULL, 
	stability FLOAT NOT NULL, 
	difficulty FLOAT NOT NULL, 
	stability_fast FLOAT, 
	phase VARCHAR NOT NULL, 
	step INTEGER NOT NULL, 
	interval INTEGER NOT NULL, 
	wait INTEGER NOT NULL, 
	reps INTEGER NOT NULL, 
	lapses INTEGER NOT NULL, 
	day INTEGER NOT NULL, 
	answered_ms INTEGER NOT NULL, 
	due_day INTEGER NOT NULL, 
	due_ms INTEGER, 
	log_id INTEGER NOT NULL, 
	CONSTRAINT pk_states PRIMARY KEY (item_id), 
	CONSTRAINT fk_states_item_id FOREIGN KEY(item_id) REFERENCES items (id)
);
INSERT INTO "states" VALUES(1,'fsrs-6:a7629b717a1e',1.61880228285126115395e+01,2.10433139084644826866e+00,NULL,'review',0,17,0,3,0,19679,1700345728000,19696,NULL,29);
INSERT INTO "states" VALUES(2,'fsrs-6:a7629b717a1e',2.8327534109527379158e+00,6.37977875149769335649e+00,NULL,'review',0,3,0,4,0,19677,1700172898000,19680,NULL,22);
INSERT INTO "states" VALUES(3,'fsrs-6:a7629b717a1e',1.38358401336602181434e+01,2.10433139084644826866e+00,NULL,'review',0,12,0,3,0,19678,1700259303000,19690,NULL,23);
INSERT INTO "states" VALUES(4,'fsrs-6:a7629b717a1e',1.38358401336602181434e+01,2.10433139084644826866e+00,NULL,'review',0,12,0,3,0,19678,1700259318000,19690,NULL,27);
INSERT INTO "states" VALUES(5,'fsrs-6:a7629b717a1e',7.14259622890750067725e-01,7.38007426350719,NULL,'review',0,2,0,4,1,19679,1700345748000,19681,NULL,34);
INSERT INTO "states" VALUES(6,'fsrs-6:a7629b717a1e',1.61880228285126115395e+01,2.10433139084644826866e+00,NULL,'review',0,14,0,3,0,19679,1700345743000,19693,NULL,33);
INSERT INTO "states" VALUES(7,'fsrs-6:a7629b717a1e',3.53245592951958509164e-01,9.10693283000605546817e+00,NULL,'review',0,2,0,6,1,19678,1700259323000,19680,NULL,28);
CREATE INDEX ix_items_joined_to ON items (joined_to);
CREATE INDEX ix_files_source_id ON files (source_id);
CREATE INDEX ix_log_day ON log (day);
CREATE UNIQUE INDEX uq_log_voids ON log (voids) WHERE voids IS NOT NULL;
CREATE INDEX ix_log_item_id_at_ms ON log (item_id, at_ms);
CREATE INDEX ix_states_due ON states (phase, due_day);
CREATE INDEX ix_states_steps ON states (due_ms) WHERE due_ms IS NOT NULL;
CREATE INDEX ix_cards_deck_id_file_id_start ON cards (deck_id, file_id, start);
CREATE INDEX ix_cards_file_id ON cards (file_id);
CREATE INDEX ix_links_exercise_item_id ON links (exercise_item_id);
CREATE TRIGGER log_keeps_rows BEFORE DELETE ON log
    BEGIN SELECT RAISE(ABORT, 'the review log is append-only'); END;
CREATE TRIGGER log_keeps_words BEFORE UPDATE ON log
    BEGIN SELECT RAISE(ABORT, 'the review log is append-only'); END;
CREATE TRIGGER log_voids_answers BEFORE INSERT ON log
    WHEN NEW.voids IS NOT NULL AND EXISTS
        (SELECT 1 FROM log WHERE id = NEW.voids AND (voids IS NOT NULL OR item_id <> NEW.item_id))
    BEGIN SELECT RAISE(ABORT, 'only an answer of the same item can be undone'); END;
COMMIT;
