"""QTI packages in a player by others: converted to QTI 3, shown and judged in a browser, as the key says.

Runs where npm has @citolab/qti-components for all (npm install -g @citolab/qti-components).
"""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import warnings
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest

import engine
from quizapp.quiz.make import Order, make
from quizapp.quiz.model import letter
from quizapp.quiz.stock import stock
from quizapp.records import Selection
from quizapp.sheets import FORMATS
from quizapp.sheets.places import Place, places

BUNDLE = "@citolab/qti-components/cdn/index.global.js"

PLAY = """(async (xml, given) => {
  const pause = (wait) => new Promise((go) => setTimeout(go, wait));
  document.body.innerHTML = '<qti-item><item-container></item-container></qti-item>';
  const around = document.querySelector('item-container');
  await around.updateComplete;
  await pause(20);
  around.itemXML = xml;
  let item = null;
  for (let turn = 0; turn < 200 && !item; turn++) {
    await pause(10);
    item = around.shadowRoot.querySelector('qti-assessment-item');
  }
  await item.updateComplete;
  await pause(30);
  for (const [name, value] of Object.entries(given)) item.updateResponseVariable(name, value);
  item.processResponse();
  await pause(30);
  const told = [...item.querySelectorAll('qti-modal-feedback')];
  const open = told.filter((one) => one.shadowRoot.querySelector('dialog').open);
  return [Number(item.getOutcome('SCORE').value), open.map((one) => one.getAttribute('identifier'))];
})"""


def right(place: Place) -> str:
    return letter(place.options.index(place.answer)) if place.options else place.answer


@pytest.fixture
def player() -> Path:
    npm = shutil.which("npm")
    if not npm:
        pytest.skip("there is no npm here")
    root = subprocess.run([npm, "root", "-g"], capture_output=True, text=True, check=True).stdout.strip()
    if not (Path(root) / BUNDLE).is_file():
        pytest.skip("the player is not installed (npm install -g @citolab/qti-components)")
    return Path(root) / BUNDLE


def test_a_player_judges_as_the_key_says(player: Path, browser: Any, tmp_path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        convert = pytest.importorskip("qti_convert").upgrade_qti2_to_qti3
    page = tmp_path / "player.html"
    page.write_text(f'<!doctype html><meta charset="utf-8"><script src="{player.as_uri()}"></script>')
    browser.open(page)

    def played(item: Element, given: dict[str, Any]) -> Any:
        xml = convert(ElementTree.tostring(item, encoding="unicode"))
        script = f"{PLAY}({json.dumps(xml)}, {json.dumps(given)})"
        got = browser.call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        return got["result"].get("value", got)

    topics = {entry.topic: entry for entry in engine.catalogue() if 2 in entry.levels}
    kinds = ("numeric", "choice", "short", "matching")
    cards = stock(None, Selection())
    quiz = make(Order(list(topics.values()), 24, 2, 7, ("A",), kinds=kinds, cards=cards))
    data = FORMATS["qti"].load()(quiz, "all")
    assert isinstance(data, bytes)
    package = zipfile.ZipFile(io.BytesIO(data))
    for question in quiz.sheets[0].questions:
        item = ElementTree.fromstring(package.read(f"items/v1-q{question.number}.xml"))
        fields = places(question)
        if question.kind == "matching":
            pairs = [f"T{at} {right(place)}" for at, place in enumerate(fields, 1)]
            assert played(item, {"R1": pairs}) == [question.points, ["SOLUTION"]]
            continue
        key = {f"R{at}": right(place) for at, place in enumerate(fields, 1)}
        if all(place.sort != "open" for place in fields):
            assert played(item, key) == [question.points, ["SOLUTION"]]
        for at, place in enumerate(fields, 1):
            for wrong in place.wrong[:1]:
                given = letter(place.options.index(wrong.answer)) if place.options else wrong.answer
                score, told = played(item, {**key, f"R{at}": given})
                assert score < question.points
                assert told == [f"R{at}-M1", "SOLUTION"]
