"""The generated index agrees with the definitions, and listing it loads nothing heavy."""

from __future__ import annotations

import subprocess
import sys
from importlib.resources import files

import pytest

import engine
from engine import registry
from engine.errors import UsageError


def test_index_is_up_to_date():
    stored = (files("engine") / registry.INDEX).read_text("utf-8")
    assert stored == registry.text(registry.build()), "run `python -m engine`"


def test_listing_loads_no_numpy():
    code = "import engine, sys; engine.catalogue(); print('numpy' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"


@pytest.mark.parametrize(("name", "found"), [("iou", "iou"), ("IoU", "iou"), ("adam-step", "adam_step")])
def test_names_are_read_generously(name, found):
    assert engine.resolve(name).id == found


def test_mistyped_name_gets_the_nearest_ones():
    with pytest.raises(UsageError, match=r"did you mean .*softmax"):
        engine.exercise("softmx")


def test_alias_leads_to_level_and_part():
    place = engine.resolve("batchnorm_backward")
    assert (place.id, place.level) == ("batch_norm_backward", 3)
