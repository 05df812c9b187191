"""Notes in other languages than English: statements that are judged, and labels inside of labels."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Pairs = Callable[..., list[tuple[str, str]]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "1. Richtig oder falsch: Kork schwimmt. Richtig\n2. Wahr oder falsch? Blei schwimmt. (falsch)\n",
            [
                ("Richtig oder falsch: Kork schwimmt.", "Richtig"),
                ("Richtig oder falsch: Blei schwimmt.", "Falsch"),
            ],
        ),
        (
            "# Quiz\n\n- Le liège flotte. (Vrai)\n- Le plomb flotte. **Faux**\n",
            [("Vrai ou faux: Le liège flotte.", "Vrai"), ("Vrai ou faux: Le plomb flotte.", "Faux")],
        ),
        (
            "Verdadero o falso: el corcho flota.\nRespuesta: verdadero\n",
            [("Verdadero o falso: el corcho flota.", "Verdadero")],
        ),
        (
            "- Пробка плавает. (Верно)\n- Свинец плавает. (Неверно)\n",
            [
                ("Верно или неверно: Пробка плавает.", "Верно"),
                ("Верно или неверно: Свинец плавает.", "Неверно"),
            ],
        ),
        (
            "判断题：软木浮在水上。\n答案：对\n对还是错：铅浮在水上。错\n",
            [("对还是错：软木浮在水上。", "对"), ("对还是错：铅浮在水上。", "错")],
        ),
        (
            "# Kork\n\nKork schwimmt auf dem Wasser. (richtig)\n",
            [("Kork", "Kork schwimmt auf dem Wasser. (richtig)")],
        ),
    ],
)
def test_statements_of_other_languages(pairs: Pairs, text: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(text) == expected


def test_a_label_inside_of_one_carries_the_heading(pairs: Pairs) -> None:
    text = (
        "# Schäden am Boot\n\n## Osmose im Rumpf\n**Ursachen:**\n- Harz: schlecht gemischt\n"
        "- Wasser: dringt durch das Gelcoat in das Laminat ein\n\n## Riss im Segel\n**Ursachen:**\n"
        "- Sonne: macht das Tuch mit den Jahren spröde\n- Latten: scheuern an den Taschen\n"
    )
    assert [front for front, _ in pairs(text)] == [
        "Harz (Ursachen, Osmose im Rumpf)",
        "Wasser (Ursachen, Osmose im Rumpf)",
        "Sonne (Ursachen, Riss im Segel)",
        "Latten (Ursachen, Riss im Segel)",
    ]
