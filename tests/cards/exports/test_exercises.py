"""Exercises as cards for Anki: drawn by the engine, imported and rendered by Anki, run in a browser."""

from __future__ import annotations

import hashlib
import io
import json
import re
from base64 import b64decode
from dataclasses import replace
from itertools import pairwise

import pytest

import engine
from cards.exports import anki_exercises
from cards.exports.anki import write_apkg
from cards.exports.anki_schema import CHANGED, NOTETYPES
from cards.exports.practice import VARIANTS, practice, question, slips
from cards.model import Card, Deck, Source

MONDAY = 1_760_000_000_000
NAMES = {
    "adam_step": 2,
    "softmax": 1,
    "conv_output_size": 2,
    "nms": 2,
    "conv2d_forward": 2,
    "find_convolution": 3,
    "iou": 2,
}
CARD = Card("Front", "Back", Source("", 0, 0), id="one", deck="Maths", changed_ms=MONDAY)


def drawn(name, level=2, changed_ms=MONDAY):
    return replace(practice(name, level), changed_ms=changed_ms)


@pytest.fixture(scope="module")
def exercises():
    return {name: drawn(name, level) for name, level in NAMES.items()}


def unpacked(one):
    return json.loads(b64decode(one.variants))


def lines(data, places):
    return "\n".join(data["lines"][at] for at in places)


@pytest.mark.parametrize("name", NAMES)
def test_an_exercise_brings_thirty_different_questions_with_their_solutions(exercises, name):
    one, data = exercises[name], unpacked(exercises[name])
    assert one.count == len(data["variants"]) == VARIANTS
    asked = [lines(data, variant["question"]) for variant in data["variants"]]
    assert len(set(asked)) == VARIANTS
    assert (one.question, one.answer) == (asked[0], lines(data, data["variants"][0]["answer"]))
    for variant in data["variants"]:
        assert '<ol class="worked">' in lines(data, variant["answer"])
        assert len(variant["parts"]) == len(engine.exercise(name).asked(NAMES[name]))


def test_the_same_exercise_is_drawn_alike_each_time(exercises):
    assert practice("adam_step", 2) == replace(exercises["adam_step"], changed_ms=0)


def test_where_draws_are_alike_fewer_are_written(monkeypatch):
    monkeypatch.setattr("cards.exports.practice.TRIES", 1)
    assert 1 < practice("softmax", 1).count < VARIANTS


@pytest.mark.parametrize("name", NAMES)
def test_what_stands_beside_a_mistake_is_judged_as_that_mistake(name):
    for seed in range(1, 6):
        variant = engine.exercise(name).variant(seed, NAMES[name])
        for part, given, message in slips(variant):
            answers = [given if one == part else "" for one in variant.parts]
            said = next(one for one in variant.check(*answers).parts if one.name == part.name)
            assert (said.verdict, said.message) == ("mistake", message)


ENTRIES = [(entry.id, level) for entry in engine.catalogue() for level in entry.levels]


@pytest.mark.parametrize(("name", "level"), ENTRIES[::7], ids=lambda one: str(one))
def test_no_exercise_spells_what_anki_takes_for_its_own(name, level):
    one = practice(name, level, 2)
    assert one.count == 2
    for text in (*unpacked(one)["lines"], one.question, one.answer, one.title):
        assert not re.search(r"\\[(\[]|\[(?:sound|anki|latex|/?\$)|\{\{|<script|\x1f", text)


def test_every_mistake_of_a_question_is_told_where_the_judge_names_it():
    variant = engine.exercise("adam_step").variant(1, 2)
    told = "\n".join(message for _, _, message in slips(variant))
    assert len(variant.live) > 5
    assert all(live.message in told for live in variant.live)
    assert all(hint in "\n".join(question(variant)) for hint in variant.hints)


def test_the_script_spells_nothing_that_anki_or_mathjax_would_take():
    program = anki_exercises.program()
    assert "{{" not in program
    assert "</script" not in program
    assert "<!--" not in program
    assert not re.search(r"\\[()\[\]]|\[\$|\[sound", program)
    assert "fetch" not in program
    assert "http" not in program


def test_templates_that_change_get_a_newer_time():
    """Anki takes templates from a package only when they are newer: where this fails, raise CHANGED, too."""
    shapes = (NOTETYPES | anki_exercises.notetypes()).values()
    texts = json.dumps([[shape["tmpls"], shape["css"], shape["flds"]] for shape in shapes])
    assert {shape["mod"] for shape in shapes} == {CHANGED}
    assert (CHANGED, hashlib.sha256(texts.encode()).hexdigest()[:16]) == (1_763_800_000, "ec634e8dcc9bbee8")


def package(*exercises, cards=(CARD,)):
    target = io.BytesIO()
    write_apkg(Deck(cards, exercises=exercises), target)
    return target.getvalue()


@pytest.fixture(scope="module")
def anki(tmp_path_factory):
    library = pytest.importorskip("anki.collection")
    folder = tmp_path_factory.mktemp("anki")

    class Anki:
        def __init__(self):
            self.collection = library.Collection(str(folder / "collection.anki2"))

        def bring(self, content):
            path = folder / "deck.apkg"
            path.write_bytes(content)
            request = library.ImportAnkiPackageRequest(
                package_path=str(path), options=library.ImportAnkiPackageOptions()
            )
            return self.collection.import_anki_package(request).log

        def note(self, guid):
            number = self.collection.db.scalar("SELECT id FROM notes WHERE guid = ?", guid)
            return self.collection.get_note(number)

        def card(self, name):
            [card] = self.note(f"exercise-{name}-{NAMES[name]}").cards()
            return card

    program = Anki()
    yield program
    program.collection.close()


@pytest.fixture(scope="module")
def brought(anki, exercises):
    log = anki.bring(package(*exercises.values()))
    assert len(log.new) == len(exercises) + 1
    return anki


def test_anki_takes_exercises_with_deck_tags_and_fields(brought, exercises):
    note = brought.note("exercise-adam_step-2")
    assert note.note_type()["name"] == "quizapp Exercise"
    assert note.tags == ["exercise", "level-2"]
    [card] = note.cards()
    assert brought.collection.decks.name(card.did) == "Exercises::Optimizers"
    assert note["Variants"] == exercises["adam_step"].variants
    _, found_no_fault = brought.collection.fix_integrity()
    assert found_no_fault


def test_anki_shows_the_first_question_whole_where_no_script_runs(brought, exercises):
    one = exercises["nms"]
    card = brought.card("nms")
    assert one.question in card.question()
    assert one.answer not in card.question()
    assert one.question in card.answer()
    assert one.answer in card.answer()


def test_an_exercise_that_changed_is_updated_and_keeps_its_schedule(brought, exercises):
    name = "iou"
    card = brought.card(name)
    card.start_timer()
    brought.collection.sched.answerCard(card, 4)
    before = brought.card(name)
    changed = replace(exercises[name], question="<p>Changed</p>", changed_ms=MONDAY + 60_000)
    log = brought.bring(package(*(changed if one.exercise == name else one for one in exercises.values())))
    assert (len(log.updated), len(log.new), len(log.duplicate)) == (1, 0, len(exercises))
    after = brought.card(name)
    assert "<p>Changed</p>" in after.question()
    assert (after.due, after.ivl, after.reps) == (before.due, before.ivl, before.reps)


REVIEWER = """<!doctype html><html><head><meta charset="utf-8"></head><body class="card"><div id="qa"></div>
<script>
function show(html) {
  const qa = document.getElementById("qa");
  qa.innerHTML = html;
  for (const old of Array.from(qa.querySelectorAll("script"))) {
    const made = document.createElement("script");
    made.append(old.textContent);
    old.replaceWith(made);
  }
}
</script></body></html>
"""
"""As Anki's reviewer on a computer: one page that lives on, and whose scripts run again for each side."""


class Reviewer:
    """A card's two sides in a page."""

    def __init__(self, browser, card, folder):
        self.browser = browser
        self.key = f"quizapp/{card.note()['Key']}"
        self.sides = {"front": card.question(), "back": card.answer()}
        path = folder / "reviewer.html"
        path.write_text(REVIEWER, "utf-8")
        browser.open(path)

    def show(self, side):
        self.browser.run(f"show({json.dumps(self.sides[side])})")
        return self.shown("question")

    def shown(self, place):
        return self.browser.run(f"document.getElementById('quizapp-{place}').innerHTML")

    def type(self, *texts):
        script = """(texts) => Array.from(document.querySelectorAll('form input, form select, form textarea'))
          .forEach((field, at) => {
            field.value = texts[at];
            field.dispatchEvent(new Event('input', {bubbles: true}));
          })"""
        self.browser.run(f"({script})({json.dumps(texts)})")

    def typed(self):
        fields = "document.querySelectorAll('form input, form select, form textarea')"
        return self.browser.run(f"Array.from({fields}, one => one.value)")

    def choose(self, at):
        """As if the front had chosen this question."""
        script = """(key, at) => ["sessionStorage", "localStorage"].forEach((store) => window[store].setItem(
          key, JSON.stringify({at, typed: [], done: false, since: Date.now()})))"""
        self.browser.run(f"({script})({json.dumps(self.key)}, {at})")

    def said(self):
        return self.browser.run("Array.from(document.querySelectorAll('.said'), one => one.textContent)")


@pytest.fixture
def reviewer(brought, browser, tmp_path):
    return lambda name: Reviewer(browser, brought.card(name), tmp_path)


def place_of(one, shown, browser):
    """Which of its questions a page shows, compared as the browser writes HTML."""
    data = unpacked(one)
    texts = [lines(data, variant["question"]) for variant in data["variants"]]
    script = """(texts) => texts.map(text => {
      const element = document.createElement('div');
      element.innerHTML = text;
      return element.innerHTML;
    })"""
    written = browser.run(f"({script})({json.dumps(texts)})")
    return written.index(shown)


def test_both_sides_show_the_same_question_and_all_come_in_turn(reviewer, exercises):
    page = reviewer("adam_step")
    data = unpacked(exercises["adam_step"])
    seen = []
    while len(set(seen)) < len(data["variants"]) and len(seen) < 1000:  # by chance: about 120 are enough
        asked = page.show("front")
        assert page.show("back") == asked
        seen.append(asked)
    assert len(set(seen)) == len(data["variants"])
    assert all(one != other for one, other in pairwise(seen))
    assert page.browser.complaints() == []


def test_the_answer_belongs_to_the_question(reviewer, exercises):
    page = reviewer("softmax")
    data = unpacked(exercises["softmax"])
    for _ in range(10):
        at = place_of(exercises["softmax"], page.show("front"), page.browser)
        page.show("back")
        told = page.browser.run("document.getElementById('quizapp-answer').textContent")
        expected = lines(data, data["variants"][at]["answer"])
        assert re.sub(r"<[^>]*>|\s", "", expected.replace("&lt;", "<")) == re.sub(r"\s", "", told)


def variants(name, count):
    """The first questions as they are written."""
    exercise, level = engine.exercise(name), NAMES[name]
    found = {}
    for seed in range(1, count * 4):
        variant = exercise.variant(seed, level)
        found.setdefault(variant.question, variant)
    return list(found.values())[:count]


def typed(part, value):
    """What a learner types, or the place of the option."""
    from engine.choices import shown

    if part.options:
        return str(part.options.index(value))
    return value if isinstance(value, str) else shown(part, value)


@pytest.mark.parametrize("name", NAMES)
def test_what_is_typed_is_judged_on_the_back_as_the_program_judges_it(reviewer, name):
    page = reviewer(name)
    for at, variant in enumerate(variants(name, 3)):
        page.choose(at)
        page.show("front")
        right = [typed(part, variant.answer[part.name]) for part in variant.parts]
        page.type(*right)
        page.show("front")
        assert page.typed() == right
        page.show("back")
        assert [text[0] for text in page.said()] == ["✓"] * len(right)
        for part, given, message in slips(variant):
            page.choose(at)
            page.show("front")
            wrong = typed(part, given)
            page.type(*(wrong if one == part else "" for one in variant.parts))
            page.show("back")
            [said] = page.said()
            assert said.startswith("✗")
            assert said.endswith(message)
    assert page.browser.complaints() == []


def test_a_question_that_was_not_answered_stays_when_the_front_is_drawn_again(reviewer):
    page = reviewer("softmax")
    asked = page.show("front")
    assert [page.show("front") for _ in range(5)] == [asked] * 5


BROKEN = """
for (const name of ["sessionStorage", "localStorage"])
  Object.defineProperty(window, name, { get() { throw new Error("switched off") } });
"off";
"""


def test_without_storage_both_sides_take_the_question_of_the_day(reviewer):
    page = reviewer("softmax")
    page.browser.run(BROKEN)
    asked = {page.show(side) for side in ("front", "back") * 3}
    assert len(asked) == 1
    assert page.browser.complaints() == []


def test_a_page_for_each_side_shows_the_same_question(brought, browser, tmp_path):
    """As on telephones, where each side is a page that is loaded anew."""
    card = brought.card("softmax")
    pages = {}
    for side, html in (("front", card.question()), ("back", card.answer())):
        pages[side] = tmp_path / f"{side}.html"
        pages[side].write_text(f"<!doctype html><meta charset='utf-8'><body class='card'>{html}", "utf-8")
    browser.open(pages["front"])
    for _ in range(5):
        sides = []
        for side in ("front", "back"):
            browser.go(pages[side])
            sides.append(browser.run("document.getElementById('quizapp-question').innerHTML"))
        assert sides[0] == sides[1]


def test_where_scripts_are_off_the_first_question_and_its_answer_stand(brought, browser, tmp_path, exercises):
    path = tmp_path / "back.html"
    path.write_text(f"<!doctype html><meta charset='utf-8'>{brought.card('softmax').answer()}", "utf-8")
    browser.open(tmp_path / "back.html")
    browser.call("Emulation.setScriptExecutionDisabled", value=True)
    browser.go(path)
    root = browser.call("DOM.getDocument", depth=-1)["root"]["nodeId"]
    body = browser.call("DOM.querySelector", nodeId=root, selector="body")["nodeId"]
    shown = browser.call("DOM.getOuterHTML", nodeId=body)["outerHTML"]
    assert re.sub(r"\s", "", re.sub(r"<[^>]*>", "", exercises["softmax"].question))[:80] in re.sub(
        r"\s", "", re.sub(r"<[^>]*>", "", shown)
    )
    browser.call("Emulation.setScriptExecutionDisabled", value=False)
