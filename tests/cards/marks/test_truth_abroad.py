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


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Kotwica", "Ciężar, który trzyma statek na dnie, to znaczy w miejscu. Na lód bywa lekka."),
        ("Kotva", "Závaží, které drží loď na místě, to je na dně. V písku se drží lépe než na kameni."),
        ("Horgony", "A súly, amely a hajót a helyén tartja, azaz a fenéken. Homokban jobb, és nem csúszik."),
        ("Ankkuri", "Paino, joka pitää laivan paikallaan, eli se on pohjassa. Hiekassa se on parempi."),
        ("Sidro", "Uteg koji drži brod na mjestu, to jest na dnu. U pijesku se drži bolje od kamena."),
        ("Âncora", "O peso que segura o navio no lugar, ou seja, no fundo. Na areia é mais firme."),
        ("Anker", "Vægten der holder skibet på plads, det vil sige på bunden. I sand er det bedre for det."),
    ],
)
def test_notes_in_other_languages_are_not_asked_in_english(pairs: Pairs, title: str, text: str) -> None:
    assert pairs(f"# Port\n\n## {title}\n\n{text}\n") == [(f"{title} (Port)", text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "# Schiffe\n\n## Ruder\n\n### Arten\n- Balanceruder: hängt frei\n- Pinne: ein Hebel\n",
            ["Balanceruder (Arten, Ruder)", "Pinne (Arten, Ruder)"],
        ),
        (
            "# O navio\n\n## A âncora\n\n### Tipos\n- Âncora de arado: para areia\n- Grapim: para pedra\n",
            ["Âncora de arado (Tipos, A âncora)", "Grapim (Tipos, A âncora)"],
        ),
        (
            "# 船\n\n## 锚\n\n### 种类\n- 犁锚：用于沙地的锚\n- 爪锚：用于岩石的锚\n",
            ["犁锚（种类, 锚）", "爪锚（种类, 锚）"],
        ),
        (
            "# Schiffe\n\n## Ruder\n\n### Pinne\n- Holz: leicht und warm\n- Stahl: schwer und kalt\n",
            ["Holz (Pinne)", "Stahl (Pinne)"],
        ),
    ],
)
def test_what_a_thing_is_told_of_stands_beside_its_kinds(
    pairs: Pairs, text: str, expected: list[str]
) -> None:
    assert [front for front, _ in pairs(text)] == expected


@pytest.mark.parametrize(
    ("text", "front"),
    [
        (
            "Auf hartem Grund hält keiner von ihnen gut, wenn die Kette kurz ist.",
            "Grund: Was ist zu beachten?",
        ),
        ("En fondo duro ninguno agarra si la cadena es corta.", "Grund: ¿Qué hay que tener en cuenta?"),
        ("Sur un fond dur, aucune ne tient si la chaîne est courte.", "Grund : que faut-il retenir ?"),
        ("Sul fondo duro nessuna tiene se la catena è corta.", "Grund: che cosa bisogna ricordare?"),
        ("Em fundo duro nenhuma segura se a corrente é curta.", "Grund: o que é preciso lembrar?"),
        ("Op harde bodem houdt geen van beide als de ketting kort is.", "Grund: wat moet je onthouden?"),
        ("Na twardym dnie żadna z nich nie trzyma.", "Grund: o czym trzeba pamiętać?"),
        ("На твёрдом дне ни один из них не держит.", "Grund: что важно помнить?"),
        ("硬い底では鎖が短いと利かない。", "Grund：注意すべき点は？"),
        ("V tvrdém dně nedrží žádná kotva dobře.", "Grund (Hafen)"),
    ],
)
def test_a_remark_behind_the_points_of_a_title_asks_for_itself(pairs: Pairs, text: str, front: str) -> None:
    notes = f"# Hafen\n\n## Grund\n\n- **Pflug**: für Sand und Schlick\n- **Draggen**: für Fels\n\n{text}\n"
    assert pairs(notes)[2:] == [(front, text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "# ヨット\n\n## 部品\n\n- **舵** ── 向きを変える板：木で作る\n- **竜骨** ―― 船底の柱\n",
            [("舵（部品）", "向きを変える板：木で作る"), ("竜骨（部品）", "船底の柱")],
        ),
        (
            "# 帆船\n\n## 部件\n\n- 龙骨——船底的长木\n- 桅杆——挂帆的长杆\n",
            [("龙骨（部件）", "船底的长木"), ("桅杆（部件）", "挂帆的长杆")],
        ),
        (
            "# 帆船\n\n## 部件\n\n- **龙骨**——船底的长木\n- **桅杆** —— 挂帆的长杆\n",
            [("龙骨（部件）", "船底的长木"), ("桅杆（部件）", "挂帆的长杆")],
        ),
        (
            "# 帆船\n\n## 规则\n\n- 船长说——谁也不知道为什么——不能出海\n- 夜里要点灯，白天要挂旗\n",
            [("规则（帆船）", "- 船长说——谁也不知道为什么——不能出海\n- 夜里要点灯，白天要挂旗")],
        ),
    ],
)
def test_names_before_long_dashes(pairs: Pairs, text: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(text) == expected


def test_a_quote_in_small_letters_below_a_heading_is_no_title_of_its_list(pairs: Pairs) -> None:
    told = "können ein Schiff ziehen\n\n- **Bergung** als Grund der Fahrt\n- der Lohn kommt später"
    assert pairs(f"# Hafen\n\n## Schlepper\n\n> {told}\n") == [("Schlepper (Hafen)", told)]
