"""Opening, versions, transactions, refusals, backup and restore."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from quizapp.errors import StoreError
from quizapp.history import Scheduling, prove
from quizapp.memory import Rating
from quizapp.question import Question
from quizapp.records import NewCard
from quizapp.session import Session
from quizapp.store import care, open_store, schema, sqlite
from quizapp.store.bulk import MANY
from quizapp.store.peek import VERSION, peek
from quizapp.store.store import Store
from quizapp.store.tables import metadata

Fill = Callable[..., list[int]]
MakeCard = Callable[..., NewCard]

OLD = Path(__file__).parent / "data" / "store-0001.sql"


@pytest.fixture
def old_store(tmp_path: Path) -> Path:
    """A store as the first version of the program left it: cards, an edit, answers, an undo."""
    path = tmp_path / "old.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(OLD.read_text("utf-8"))
    return path


def rows(path: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchall()


def set_version(path: Path, version: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", (version,))


@pytest.mark.parametrize("form", ["{}", "sqlite:///{}", "sqlite+pysqlite:///{}"])
def test_a_path_and_its_url_name_the_same_store(tmp_path: Path, form: str) -> None:
    path = tmp_path / "mine.sqlite"
    with open_store(form.format(path)) as store:
        assert store.path == path
        assert path.is_file()


@pytest.mark.parametrize(
    ("where", "sentence"),
    [
        ("postgresql://host/base", "postgresql databases are not supported yet"),
        ("mysql+pymysql://host/base", "not supported yet"),
        ("sqlite://", "names no file"),
        ("sqlite:///:memory:", "names no file"),
        ("{folder}", "is a folder"),
        ("{folder}/none/mine.sqlite", "there is no folder"),
    ],
)
def test_what_is_no_place_for_a_store_is_refused_in_a_sentence(
    tmp_path: Path, where: str, sentence: str
) -> None:
    with pytest.raises(StoreError, match=sentence):
        open_store(where.format(folder=tmp_path))


def test_the_default_place_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "data" / "quizapp" / "quizapp.sqlite"
    monkeypatch.setattr("quizapp.store.location.default_store", lambda: place)
    with open_store() as store:
        assert store.path == place


@pytest.mark.parametrize(
    "content", [b"this is a shopping list, and long enough to be one\n" * 40, b"\0" * 5000]
)
def test_a_file_that_is_no_store_is_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "list.txt"
    path.write_bytes(content)
    with pytest.raises(StoreError, match="not a store of quizapp"):
        open_store(str(path))
    assert path.read_bytes() == content


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE notes (text)")
    with pytest.raises(StoreError, match="not a store of quizapp"):
        open_store(str(path))
    assert rows(path, "SELECT name FROM sqlite_master") == [("notes",)]


def test_a_newer_store_is_refused_kindly(store: Store) -> None:
    set_version(store.path, "0999")
    with pytest.raises(StoreError, match=r"newer quizapp.*update the program"):
        open_store(str(store.path))


def test_an_older_store_is_upgraded_after_a_backup(old_store: Path, scheduling: Scheduling) -> None:
    before = rows(old_store, "SELECT id, item_id, at_ms, rating, voids, attempt FROM log ORDER BY id")
    with open_store(str(old_store)) as store:
        assert rows(old_store, "SELECT version_num FROM alembic_version") == [(schema.HEAD,)]
        after = rows(old_store, "SELECT id, item_id, at_ms, rating, voids, attempt FROM log ORDER BY id")
        assert after == before
        assert [(path.name, path.enabled) for path in store.decks.paths()] == [("Training", False)]
        assert prove(store.caches, scheduling, repair=False).wrong == ()
    backup = old_store.with_name(f"old.sqlite.before-{schema.HEAD}")
    assert rows(backup, "SELECT version_num FROM alembic_version") == [("0001",)]
    assert rows(backup, "SELECT count(*) FROM log") == [(len(before),)]


def test_an_upgrade_that_fails_changes_nothing(old_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from alembic import command

    upgrade = command.upgrade

    def broken(*arguments: object) -> None:
        upgrade(*arguments)  # type: ignore[arg-type]
        raise KeyboardInterrupt

    monkeypatch.setattr(command, "upgrade", broken)
    with pytest.raises(KeyboardInterrupt):
        open_store(str(old_store))
    assert rows(old_store, "SELECT version_num FROM alembic_version") == [("0001",)]
    assert "study_path" not in str(rows(old_store, "SELECT sql FROM sqlite_master"))


def test_two_programs_may_upgrade_at_once(old_store: Path) -> None:
    """The one that comes second finds the work done, and the backup is of the old version."""
    code = "import sys; from quizapp.store import open_store; open_store(sys.argv[1]).close()"
    arguments = [sys.executable, "-c", code, str(old_store)]
    programs = [subprocess.Popen(arguments, stderr=subprocess.PIPE) for _ in range(2)]
    assert [program.communicate()[1] for program in programs] == [b"", b""]
    backup = old_store.with_name(f"old.sqlite.before-{schema.HEAD}")
    assert rows(backup, "SELECT version_num FROM alembic_version") == [("0001",)]
    assert rows(old_store, "SELECT version_num FROM alembic_version") == [(schema.HEAD,)]


@pytest.mark.filterwarnings("ignore:.*expression-based index")
def test_migrations_lead_to_the_tables_of_a_new_store(old_store: Path, store: Store) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    open_store(str(old_store)).close()
    engine = create_engine(f"sqlite:///{old_store}")
    with engine.connect() as connection:
        ours = {
            "include_name": lambda name, kind, _: (
                kind != "table" or not name.startswith(("card_words", "card_fronts"))
            )
        }
        assert compare_metadata(MigrationContext.configure(connection, opts=ours), metadata) == []
    engine.dispose()
    things = "SELECT type, name FROM sqlite_master WHERE name NOT LIKE 'sqlite%' ORDER BY 1, 2"
    assert rows(old_store, things) == rows(store.path, things)


def test_the_first_migration_makes_what_old_files_hold(old_store: Path, tmp_path: Path) -> None:
    from alembic import command
    from alembic.config import Config

    made = tmp_path / "made.sqlite"
    config = Config()
    config.set_main_option("script_location", str(Path(schema.__file__).parent / "migrations"))
    engine = create_engine(f"sqlite:///{made}")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
    engine.dispose()
    things = "SELECT type, name FROM sqlite_master WHERE name NOT LIKE 'sqlite%' ORDER BY 1, 2"
    columns = "SELECT m.name, c.* FROM sqlite_master m, pragma_table_info(m.name) c ORDER BY m.name, c.cid"
    assert rows(made, things) == rows(old_store, things)
    assert rows(made, columns) == rows(old_store, columns)


def test_the_newest_migration_is_the_programs_version() -> None:
    versions = (Path(schema.__file__).parent / "migrations" / "versions").glob("[0-9]*.py")
    assert max(path.name[:4] for path in versions) == schema.HEAD == VERSION


def test_a_new_store_needs_no_alembic(tmp_path: Path) -> None:
    code = (
        "import sys; from quizapp.store import open_store; assert 'sqlalchemy' not in sys.modules;"
        f"open_store({str(tmp_path / 'a.sqlite')!r}).close();"
        "assert 'sqlalchemy' in sys.modules and not {'alembic', 'sqlalchemy.orm'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_writes_are_durable_and_foreign_keys_hold(store: Store) -> None:
    with store._database.read() as connection:
        settings = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "recursive_triggers")
        ]
    assert settings == ["wal", 2, 1, 1]


@pytest.mark.parametrize(
    ("cards", "says"), [(0, "FOREIGN KEY"), (MANY + 1, "items would point at a missing items")]
)
def test_nothing_that_points_at_missing_rows_is_ever_written(store: Store, cards: int, says: str) -> None:
    stray = "INSERT INTO items (key, joined_to) VALUES ('card:a', 999)"
    with pytest.raises(StoreError, match=says), store.transaction(cards), store._database.write() as within:
        within.exec_driver_sql(stray)
    assert rows(store.path, "SELECT count(*) FROM items") == [(0,)]
    with pytest.raises(StoreError, match="FOREIGN KEY"), store._database.write() as connection:
        connection.exec_driver_sql(stray)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM log",
        "UPDATE log SET rating = 4",
        "UPDATE log SET voids = NULL",
        "REPLACE INTO log SELECT * FROM log",
        "INSERT INTO log (item_id, at_ms, day, mode, duration_ms, voids) VALUES (2, 0, 0, 'review', 0, 1)",
        "INSERT INTO log (item_id, at_ms, day, mode, duration_ms) VALUES (1, 0, 0, 'guess', 0)",
        "INSERT INTO log (item_id, at_ms, day, mode, duration_ms, rating) VALUES (1, 0, 0, 'review', 0, 5)",
        "INSERT INTO log (item_id, at_ms, day, mode, duration_ms) VALUES (999, 0, 0, 'review', 0)",
    ],
)
def test_the_log_is_append_only(
    store: Store,
    fill: Fill,
    make_card: MakeCard,
    scheduling: Scheduling,
    now: int,
    statement: str,
) -> None:
    fill(make_card(1), make_card(2))
    session = Session(store.study, scheduling, now_ms=now, seed=1)
    question = session.next(now)
    assert isinstance(question, Question)
    session.answer(question, Rating.GOOD, now_ms=now, duration_ms=1)
    before = rows(store.path, "SELECT * FROM log")
    with pytest.raises(StoreError), store._database.write() as connection:
        connection.exec_driver_sql(statement)
    assert rows(store.path, "SELECT * FROM log") == before


WRITER = """
import sys
from quizapp.history import Scheduling
from quizapp.memory import Rating, model
from quizapp.session import Options, Session
from quizapp.store import open_store

with open_store(sys.argv[1]) as store:
    scheduling = Scheduling(model())
    for turn in range(40):
        now = int(sys.argv[2]) + turn
        session = Session(store.study, scheduling, now_ms=now, seed=1, options=Options(new_limit=500))
        session.answer(session.next(now), Rating.GOOD, now_ms=now, duration_ms=1)
"""


def test_two_programs_on_one_store_both_succeed(
    store: Store,
    fill: Fill,
    make_card: MakeCard,
    scheduling: Scheduling,
    now: int,
) -> None:
    fill(*(make_card(number) for number in range(100)))
    arguments = [sys.executable, "-c", WRITER, str(store.path), str(now)]
    programs = [subprocess.Popen(arguments, stderr=subprocess.PIPE) for _ in range(2)]
    errors = [program.communicate()[1].decode() for program in programs]
    assert errors == ["", ""]
    assert rows(store.path, "SELECT count(*) FROM log") == [(80,)]
    assert prove(store.caches, scheduling, repair=False).wrong == ()


def test_two_programs_may_make_the_store_at_once(tmp_path: Path) -> None:
    path = str(tmp_path / "new.sqlite")
    failures: list[BaseException] = []
    barrier = threading.Barrier(4)

    def begin() -> None:
        barrier.wait()
        try:
            open_store(path).close()
        except BaseException as error:  # noqa: BLE001  handed to the main thread
            failures.append(error)

    threads = [threading.Thread(target=begin) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert rows(Path(path), "SELECT version_num FROM alembic_version") == [(schema.HEAD,)]


def test_a_locked_store_says_so(store: Store, now: int) -> None:
    with closing(sqlite3.connect(store.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with (
            open_store(str(store.path), busy_ms=20) as second,
            pytest.raises(StoreError, match="another program"),
        ):
            second.library.add_source("file", "/a.md", now)
        other.execute("ROLLBACK")


def test_a_full_disk_says_so_and_loses_nothing(store: Store, now: int) -> None:
    store.library.add_source("file", "/a.md", now)
    with store._database.read() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
        connection.rollback()
    with pytest.raises(StoreError, match="disk is full"):
        store.library.add_source("file", "/" + "x" * 100_000, now)
    assert ("/a.md",) in rows(store.path, "SELECT location FROM sources")


def test_a_transaction_leaves_all_or_nothing(store: Store, now: int) -> None:
    def half() -> None:
        with store.transaction():
            store.library.add_source("file", "/a.md", now)
            raise ValueError("stop")

    with pytest.raises(ValueError, match="stop"):
        half()
    assert rows(store.path, "SELECT count(*) FROM sources") == [(0,)]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_store_that_may_not_be_written_says_so(store: Store, now: int) -> None:
    store.close()
    store.path.chmod(0o400)
    with pytest.raises(StoreError, match="permissions"), open_store(str(store.path)) as again:
        again.library.add_source("file", "/a.md", now)


def test_a_damaged_store_says_so(store: Store, fill: Fill, make_card: MakeCard) -> None:
    fill(*(make_card(number) for number in range(300)))
    store.close()
    content = bytearray(store.path.read_bytes())
    content[3 * 4096 :] = b"\xa5" * (len(content) - 3 * 4096)
    store.path.write_bytes(content)
    with pytest.raises(StoreError, match="damaged"), open_store(str(store.path)) as again:
        again.library.cards()


def test_a_backup_is_one_whole_file(
    store: Store, fill: Fill, make_card: MakeCard, now: int, tmp_path: Path
) -> None:
    fill(make_card(1), make_card(2))
    made = care.backup(str(store.path), None, now)
    assert made.name == "store-backup-20231114-221320.sqlite"
    assert care.backup(str(store.path), None, now).name == "store-backup-20231114-221320-2.sqlite"
    assert rows(made, "SELECT count(*) FROM cards") == [(2,)]
    assert not list(tmp_path.glob("*backup*-wal"))
    with pytest.raises(StoreError, match="exists already"):
        care.backup(str(store.path), made, now)
    with pytest.raises(StoreError, match="no store"):
        care.backup(str(tmp_path / "none.sqlite"), None, now)


def test_restoring_keeps_what_it_replaces_and_reaches_open_programs(
    store: Store, fill: Fill, make_card: MakeCard, now: int
) -> None:
    fill(make_card(1), make_card(2))
    made = care.backup(str(store.path), None, now)
    fill(make_card(3))
    kept = care.restore(str(store.path), made, now)
    assert len(store.library.cards()) == 2
    assert kept is not None
    assert rows(kept, "SELECT count(*) FROM cards") == [(3,)]
    fill(make_card(4))
    assert len(store.library.cards()) == 3
    assert not list(store.path.parent.glob(".restore-*"))


def test_restoring_an_older_backup_upgrades_the_copy(old_store: Path, store: Store, now: int) -> None:
    care.restore(str(store.path), old_store, now)
    assert len(store.library.cards()) == 6
    assert rows(old_store, "SELECT version_num FROM alembic_version") == [("0001",)]


def test_restoring_brings_back_a_damaged_store(
    store: Store, fill: Fill, make_card: MakeCard, now: int
) -> None:
    fill(*(make_card(number) for number in range(300)))
    made = care.backup(str(store.path), None, now)
    store.close()
    damage = b"\xa5" * store.path.stat().st_size
    store.path.write_bytes(damage)
    kept = care.restore(str(store.path), made, now)
    assert kept is not None
    assert kept.read_bytes() == damage
    with open_store(str(store.path)) as again:
        assert len(again.library.cards()) == 300


def test_what_is_no_sound_backup_replaces_nothing(store: Store, tmp_path: Path, now: int) -> None:
    before = rows(store.path, "SELECT * FROM alembic_version")
    junk = tmp_path / "junk.sqlite"
    junk.write_bytes(b"junk " * 2000)
    newer = care.backup(str(store.path), tmp_path / "newer.sqlite", now)
    set_version(newer, "0999")
    truncated = care.backup(str(store.path), tmp_path / "truncated.sqlite", now)
    truncated.write_bytes(truncated.read_bytes()[: 3 * 4096])
    for path in (junk, newer, truncated, tmp_path / "none.sqlite"):
        with pytest.raises(StoreError, match=str(path)):
            care.restore(str(store.path), path, now)
    assert rows(store.path, "SELECT * FROM alembic_version") == before
    assert not list(tmp_path.glob("*replaced*"))


def test_facts_travel_with_the_store(store: Store) -> None:
    assert store.facts.get("seed") is None
    store.facts.put("seed", "1")
    store.facts.put("seed", "2")
    with open_store(str(store.path)) as again:
        assert again.facts.get("seed") == "2"


def test_a_store_is_found_sound(store: Store) -> None:
    assert sqlite.faults(store.path) == []


def test_a_peek_needs_no_store_and_no_library(tmp_path: Path) -> None:
    assert peek(tmp_path / "none.sqlite", 1) is None
    code = (
        "import sys; from pathlib import Path; from quizapp.store.peek import peek; peek(Path('x'), 1);"
        "assert 'sqlalchemy' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
