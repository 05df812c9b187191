"""The JSON that exercises, variants and verdicts are given out in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import engine

if TYPE_CHECKING:
    from engine.grading import Result
    from engine.variant import Variant


def entry_shape(entry: engine.Entry) -> dict[str, Any]:
    """One exercise of the catalogue."""
    return {
        "id": entry.id,
        "aliases": list(entry.aliases),
        "terms": list(entry.terms),
        "title": entry.title,
        "summary": entry.summary,
        "topic": entry.topic,
        "levels": list(entry.levels),
        "seconds": entry.seconds,
        "parts": list(entry.parts),
        "mistakes": list(entry.mistakes),
    }


def variant_shape(variant: Variant) -> dict[str, Any]:
    """One drawn question with its answer."""
    import numpy as np

    return {
        "id": variant.exercise.id,
        "version": variant.exercise.version,
        "seed": variant.seed,
        "level": variant.level,
        "target": variant.target,
        "target_met": variant.target_met,
        "prompt": variant.prompt,
        "inputs": dict(variant.params),
        "parts": [
            {
                "name": part.name,
                "label": part.label,
                "kind": part.kind,
                "shape": list(np.shape(variant.answer[part.name]))
                if part.kind in ("vector", "matrix")
                else [],
                "digits": None if part.exact else part.digits,
                "significant": part.significant,
                "unit": part.unit,
                "options": list(part.options),
            }
            for part in variant.parts
        ],
        "answer": variant.answer,
        "steps": ["\n".join([rule, *rows]) for rule, rows in variant.worked],
        "hints": variant.hints,
        "mistakes": [
            {"ids": list(live.ids), "message": live.message, "values": dict(live.values)}
            for live in variant.live
        ],
        "conventions": [
            {"ids": list(live.ids), "message": live.message, "values": dict(live.values)}
            for live in variant.conventions
        ],
        "choices": variant.choices,
    }


def result_shape(result: Result) -> dict[str, Any]:
    """The verdicts on one try."""
    return {
        "correct": result.correct,
        "score": result.score,
        "parts": [
            {
                "name": part.name,
                "read": part.read,
                "echo": part.echo,
                "verdict": part.verdict,
                "cells": part.cells,
                "mistakes": list(part.mistakes),
                "message": part.message,
                "accepted": part.accepted,
            }
            for part in result.parts
        ],
    }
