"""Notes in running prose and in short lines, and remarks in any language."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Pairs = Callable[..., list[tuple[str, str]]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "# Taue\n\n## Hanf\n\nEin Tau aus Hanf ist das schwerste und wird nicht gefärbt.\n\n"
            "**Merke:** Hanf fault, wenn er nass ist.\n",
            "Hanf: Was ist zu beachten?",
            id="German",
        ),
        pytest.param(
            "# Los cabos\n\n## El cáñamo\n\nEl cabo de la vela es de cáñamo.\n\nOjo: se pudre con el agua.\n",
            "El cáñamo: ¿Qué hay que tener en cuenta?",
            id="Spanish",
        ),
        pytest.param(
            "# Les cordes\n\n## Le chanvre\n\nLa corde de la voile est en chanvre.\n\n"
            "À retenir : le chanvre pourrit.\n",
            "Le chanvre : que faut-il retenir ?",
            id="French",
        ),
        pytest.param(
            "# 縄\n\n## 麻\n\n麻は縄の材料である。\n\n注意：水に弱い。\n",
            "麻：注意すべき点は？",
            id="Japanese",
        ),
        pytest.param(
            "# 绳子\n\n## 麻\n\n麻是绳子的材料。\n\n注意：麻会腐烂。\n", "麻：要注意什么？", id="Chinese"
        ),
    ],
)
def test_a_remark_in_another_language(pairs: Pairs, text: str, expected: str) -> None:
    assert pairs(text)[-1][0] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "# 绳子\n\n## 材料\n\n麻是绳子的材料。\n\n麻为什么会腐烂？\n麻里有水。\n",
            [("材料（绳子）", "麻是绳子的材料。"), ("麻为什么会腐烂？", "麻里有水。")],
            id="a question needs no title",
        ),
        pytest.param(
            "# 縄\n\nQ: 縄は何で作る？\nA: 麻。\n\n麻の弱点は？\n→ 水。\n",
            [("麻の弱点は？", "水。"), ("縄は何で作る？", "麻。")],
            id="a question behind a marked answer",
        ),
        pytest.param(
            "# Les cordes\n\nLa corde de la voile est en chanvre.\n\nCorde = chanvre + goudron + cire\n",
            [
                ("Les cordes", "La corde de la voile est en chanvre."),
                ("Corde (Les cordes)", "Corde = chanvre + goudron + cire"),
            ],
            id="a formula keeps its name",
        ),
    ],
)
def test_what_is_asked_in_another_language(pairs: Pairs, text: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "# Ropes\n\n- **hydro-** = water\n- -phobe = one who fears\n",
            [
                ("What does hydro- mean? (Ropes)", "water"),
                ("What does -phobe mean? (Ropes)", "one who fears"),
            ],
            id="the beginning and the end of words",
        ),
        pytest.param(
            "# Ropes\n\n* **Hemp** (natural): rots when it is wet.\n* **Nylon** (made): stretches a lot.\n",
            [
                ("What is Hemp (natural)? (Ropes)", "rots when it is wet."),
                ("What is Nylon (made)? (Ropes)", "stretches a lot."),
            ],
            id="brackets between a name in bold and its colon",
        ),
        pytest.param(
            "# Famous people\n\nA. B. Knott – inventor of the splice\nTar – first rope maker\n"
            "Coyle – wrote on knots\n",
            [
                ("Who is Knott? (Famous people)", "inventor of the splice"),
                ("Who is Tar? (Famous people)", "first rope maker"),
                ("Who is Coyle? (Famous people)", "wrote on knots"),
            ],
            id="names with initials",
        ),
        pytest.param(
            "# Ropes\n\n## Hemp\n\nA plant.\n\nProf stressed: it rots.\n\nNB never store it wet.\n",
            [
                ("What is Hemp (Ropes)?", "A plant."),
                ("Hemp (Ropes): what should be noted?", "it rots.\n\nnever store it wet."),
            ],
            id="who stressed it",
        ),
        pytest.param(
            "# Ropes\n\n## Learning objectives\n\n- Splice a rope\n- Coil a rope\n\n## Hemp\n\nA plant.\n",
            [("What is Hemp (Ropes)?", "A plant.")],
            id="what a lesson is for",
        ),
        pytest.param(
            "**User:** whats a bight\n\n**ChatGPT:** A fold in a rope.\n",
            [("What's a bight?", "A fold in a rope.")],
            id="an apostrophe left out",
        ),
    ],
)
def test_labels_as_people_write_them(pairs: Pairs, text: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "# Sails\n\n## The strike\n\nWhen the owners cut the wages, all crews left their ships in March"
            " 1911. By June one sack of rice cost 4.2 million crowns. Old Knott ended the quarrel by paying"
            " for the bread of the crews.\n",
            [
                (
                    "When the owners cut the wages: what then? (The strike)",
                    "All crews left their ships in March 1911.",
                ),
                (
                    "The strike (Sails): By June one sack of rice cost **[…]** crowns.",
                    "By June one sack of rice cost **4.2 million** crowns.",
                ),
                (
                    "Old Knott ended the quarrel: how? (The strike)",
                    "By paying for the bread of the crews.",
                ),
            ],
            id="what then, how many and how",
        ),
        pytest.param(
            "# Sails\n\n## The peace\n\nThe peace was signed on 3 May 1912 in the hall of the guild."
            " It ended the strike. The owners lost half of their ships and most of their trade."
            " Nobody in the town was happy about any of it at the time.\n",
            [
                (
                    "When was the peace signed?",
                    "The peace was signed on 3 May 1912 in the hall of the guild. It ended the strike.",
                ),
                (
                    "What did the owners lose? (The peace)",
                    "The owners lost half of their ships and most of their trade.",
                ),
                (
                    "The peace (Sails): what should be noted?",
                    "Nobody in the town was happy about any of it at the time.",
                ),
            ],
            id="when, and what was lost",
        ),
        pytest.param(
            "# Sails\n\n## Setting\n\nReefing a sail makes sense at dusk. You may well want the crew to rest."
            " Most of us would rather do that in the harbour than out at sea in the dark.\n",
            [
                (
                    "Explain: Setting (Sails)",
                    (
                        "Reefing a sail makes sense at dusk. You may well want the crew to rest. Most of us"
                        " would rather do that in the harbour than out at sea in the dark."
                    ),
                )
            ],
            id="a text that tells no facts stays whole",
        ),
        pytest.param(
            "# Winds\n\n## In spring\n\nGentle drift shifts the mean and leaves the spread as it is."
            " Strong drift favours the edge of the field.\n\nBoth were seen by many.\n",
            [
                (
                    "What does Gentle drift do? (In spring)",
                    "Gentle drift shifts the mean and leaves the spread as it is.",
                ),
                (
                    "What does Strong drift do? (In spring)",
                    "Strong drift favours the edge of the field.",
                ),
                ("In spring (Winds): what should be noted?", "Both were seen by many."),
            ],
            id="what things do",
        ),
    ],
)
def test_running_text(pairs: Pairs, text: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(text) == expected


def test_days_between_notes_are_left_out(pairs: Pairs) -> None:
    text = (
        "Rope 101 reading notes\n\n2024-02-06\nTar keeps the water out of a rope. It smells for a year.\n\n"
        "2024-02-13\n\nWhen was the guild founded?\n12 May 2014\n"
    )
    assert pairs(text) == [
        ("Explain: Rope 101 reading notes", "Tar keeps the water out of a rope. It smells for a year."),
        ("When was the guild founded? (Rope 101 reading notes)", "12 May 2014"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Hvor er havnen? = Where is the harbour?\nJeg har et skib. = I have a ship.\n"
            "på dækket = on deck\n",
            [
                ("Hvor er havnen? → ?", "Where is the harbour?"),
                ("Jeg har et skib. → ?", "I have a ship."),
                ("På dækket → ?", "on deck"),
            ],
            id="whole phrases",
        ),
        pytest.param(
            "# Ropes\n\n*What happens to wet hemp?* - it rots\n",
            [("What happens to wet hemp? (Ropes)", "it rots")],
            id="a question in italics before a dash",
        ),
        pytest.param(
            "# Ropes\n\n- Whipping: only when the end frays\n- Length of the lead line: 25 fathoms of hemp\n"
            "- Test for rot: bend it and smell\n",
            [
                ("Whipping: when? (Ropes)", "only when the end frays"),
                ("What is the length of the lead line? (Ropes)", "25 fathoms of hemp"),
                ("What is the test for rot? (Ropes)", "bend it and smell"),
            ],
            id="when, and what of what",
        ),
    ],
)
def test_short_lines(pairs: Pairs, text: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "# Ropes\n\nRopes carry loads.\n\n> A rope is only as good as the hand that ties it.\n"
            "> — Old Knott, bosun\n",
            ("Who said: “A rope is only as good as the hand that ties it.”?", "Old Knott, bosun"),
            id="who said it",
        ),
        pytest.param(
            "# Ropes\n\n## bights\n\nA bight is a fold in a rope. It needs no end.\n",
            ("What are bights (Ropes)?", "A bight is a fold in a rope. It needs no end."),
            id="a title in small letters that is defined",
        ),
        pytest.param(
            "# Ropes\n\nTar: protects the rope from water.\n\nSun: destroys it.\n",
            ("What does Sun do? (Ropes)", "destroys it."),
            id="what a thing does",
        ),
        pytest.param(
            "# Ropes\n\n[00:10] Today we talk about tar.\n[00:40] Tar keeps the water out of a rope.\n"
            "[01:10] It smells for a year.\n[02:00] Student: Does it burn?\n[02:05] Yes, like a torch.\n"
            "[02:40] Rope makers heat the tar before they use it.\n",
            ("Does it burn? (Ropes)", "Yes, like a torch."),
            id="asked in a lecture",
        ),
    ],
)
def test_one_among_others(pairs: Pairs, text: str, expected: tuple[str, str]) -> None:
    assert expected in pairs(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "# Sails\n\n## Causes\n\nBy 1890 the fleet had been at sea for years. More than 1.7 million"
            " crowns were owed to the crews. The owners had raised the price of bread in 1889, so all"
            " hated it.\n",
            [
                ("What happened by 1890? (Sails)", "By 1890 the fleet had been at sea for years."),
                (
                    "Causes (Sails): More than **[…]** crowns were owed to the crews.",
                    "More than **1.7 million** crowns were owed to the crews.",
                ),
                (
                    "Causes (Sails): The owners had raised the price of bread in **[…]**, so all hated it.",
                    "The owners had raised the price of bread in **1889**, so all hated it.",
                ),
            ],
            id="by a year is no means",
        ),
        pytest.param(
            "# Ropes\n\n### Load test?\n\nWould it hold twice the load? A wet rope would not.\n",
            [("Load test?", "Would it hold twice the load? A wet rope would not.")],
            id="an answer may begin with a question",
        ),
        pytest.param(
            "# Ropes\n\n**Explain the bight**\nA fold in a rope.\n\n- what is a loop? a closed bight\n"
            "- what is an end? the free part\n",
            [
                ("Explain the bight (Ropes)", "A fold in a rope."),
                ("What is a loop? (Ropes)", "a closed bight"),
                ("What is an end? (Ropes)", "the free part"),
            ],
            id="a list of questions below a task",
        ),
        pytest.param(
            "# Ropes\n\nwet rope: it loses a third of its load\nwhy is that so? the fibres slip\n",
            [
                ("What do you know about wet rope? (Ropes)", "it loses a third of its load"),
                ("Why is that so? (Ropes)", "the fibres slip"),
            ],
            id="a question with its answer below a labelled line",
        ),
    ],
)
def test_what_stands_close(pairs: Pairs, text: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(text) == expected


def test_sentences_that_each_tell_of_another_thing(pairs: Pairs) -> None:
    text = (
        "# Knots\n\nround turn 2 turns\nclove hitch 3 crossings\nfisherman bend 4 crossings\n\n"
        "A square knot joins the ends of two ropes. A sheet bend joins ropes of different size because"
        " the loop of the thick one holds the thin one.\n"
    )
    assert pairs(text)[:1] == [("What is round turn? (Knots)", "2 turns")]
    assert pairs(text)[-2:] == [
        ("What does a square knot do?", "A square knot joins the ends of two ropes."),
        (
            "A sheet bend joins ropes of different size: why? (Knots)",
            "Because the loop of the thick one holds the thin one.",
        ),
    ]
