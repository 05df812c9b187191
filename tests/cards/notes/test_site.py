"""Notes written for site generators: their boxes, tabs, chunks and roles read as what they say."""

from __future__ import annotations

from collections.abc import Callable
from textwrap import dedent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cards.files.site import read_site

Pairs = Callable[..., list[tuple[str, str]]]


@pytest.mark.parametrize(
    ("file", "text", "expected"),
    [
        pytest.param(
            "a.md",
            """
            # Bees
            ## Hive
            ??? question "Who lays the eggs?"
                The queen.

                Up to 2,000 a day.

            !!! tip
                Move slowly.

            !!! warning "Smoke"
                It calms them.
            """,
            [
                ("Who lays the eggs? (Hive)", "The queen.\n\nUp to 2,000 a day."),
                ("Hive (Bees): what is the advice?", "Move slowly."),
                ("Explain: Smoke (Hive)", "It calms them."),
            ],
            id="MkDocs",
        ),
        pytest.param(
            "a.md",
            """
            # Bees
            ## Hive
            !!! note "Smoke"
                It calms them.
            Wax is made by young bees.
            !!! tip
                Move slowly.
            ## Queen
            She lays the eggs.
            """,
            [
                ("Explain: Smoke (Hive)", "It calms them."),
                ("What is Wax made by? (Hive)", "Wax is made by young bees."),
                ("Hive (Bees): what is the advice?", "Move slowly."),
                ("Explain: Queen (Bees)", "She lays the eggs."),
            ],
            id="MkDocs without blank lines",
        ),
        pytest.param(
            "a.mdx",
            """
            import Tabs from '@theme/Tabs';
            export const x = 3;

            ## Drones
            Male bees that do no work.

            :::note[Life]
            They die in autumn.
            :::

            <Tabs>
            <Card title="x" />

            ### What do drones eat?
            Honey, from workers.
            </Tabs>
            """,
            [
                ("What are Drones?", "Male bees that do no work."),
                ("Explain: Life (Drones)", "They die in autumn."),
                ("What do drones eat?", "Honey, from workers."),
            ],
            id="Docusaurus",
        ),
        pytest.param(
            "a.md",
            """
            (bees:wax)=
            # Wax
            ```{admonition} Definition
            :class: tip
            Wax is what combs are made of, {cite}`bee`.
            ```

            ## Area
            % for the author
            The {term}`cell` is a hexagon:

            ```{math}
            :label: eq:a
            A = 2.6 s^2
            ```

            ```{code-block} python
            :linenos:
            2.6 * s**2
            ```

            ```{toctree}
            other
            ```
            """,
            [
                ("What is Wax?", "Wax is what combs are made of."),
                ("What is the formula of The cell is a hexagon (Area)?", "$$\nA = 2.6 s^2\n$$"),
                ("Write the code: Area (Wax)", "```python\n2.6 * s**2\n```"),
            ],
            id="MyST",
        ),
        pytest.param(
            "a.qmd",
            """
            ## Honey {#sec-honey}
            Honey is nectar without most of its water [@bee1990, p. 3].

            ```{r setup, include=FALSE}
            library(bees)
            ```

            ```{r}
            #| label: w
            mean(water)
            ```

            :::: {.columns}
            ::: {.callout-tip collapse="true"}
            ## Why does it keep?
            Too little water for bacteria.
            :::
            ::::

            """,
            [
                ("What is Honey?", "Honey is nectar without most of its water.\n\n```r\nmean(water)\n```"),
                ("Why does Honey keep?", "Too little water for bacteria."),
            ],
            id="Quarto",
        ),
    ],
)
def test_site_generators(pairs: Pairs, file: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert sorted(pairs(text, file)) == sorted(expected)


@pytest.mark.parametrize(
    "text",
    [
        "# Plain\n\n## What is it?\nAn answer.\n",
        "front ::: back\nand ::: more\n",
        "```md\n!!! note\n    inside of code\n:::tip\n:::\n```\n",
        "!!!\n\nVery important!!! Really.\n",
        "::: never closed\ntext\n",
    ],
)
def test_what_is_no_box_stays_as_it_is(text: str) -> None:
    found = read_site(text, "n.md")
    assert found is None or found.lines == text.split("\n")


PIECES = st.sampled_from(
    [
        "!!! note", '??? question "Why?"', "    inside", "", ":::tip", ":::", "::::", "::: {.callout-note}",
        "## Title", "```{math}", "```{r}", "```", "#| x: 1", ":label: a", "text {ref}`a <b>`", '=== "Tab"',
        "<aside>", "(a)=", "[@x]", "- item", "> quote", "        deep", "```python", "\t!!! tip",
    ]
)  # fmt: skip


@settings(max_examples=150)
@given(st.lists(PIECES, max_size=25))
def test_lines_keep_their_numbers(rows: list[str]) -> None:
    found = read_site("\n".join(rows), "n.md")
    count = len("\n".join(rows).split("\n"))
    places = found.places or range(1, len(found.lines) + 1) if found else ()
    assert found is None or (len(places) == len(found.lines) and sorted({*places}) == [*range(1, count + 1)])
    assert list(places) == sorted(places)


def test_a_line_of_a_box_stands_where_it_stood() -> None:
    text = dedent("""\
        ::: warning
        one
        :::
        two
        """)
    found = read_site(text, "n.md")
    assert found is not None
    assert [line.strip("> ") for line in found.lines] == ["[!warning]", "one", "", "two", ""]


@pytest.mark.parametrize("row", ["{}!!! note", "{}::: tip", '{}=== "x"'])
def test_boxes_in_boxes_without_end(row: str) -> None:
    rows = [row.format("    " * depth if "!" in row or "=" in row else "") for depth in range(400)]
    found = read_site("\n".join([*rows, ":::"]), "n.md")
    assert found is not None
    assert len({*(found.places or range(len(found.lines)))}) == 401
