"""Each way of stating something, with small notes written for it: which fronts, which backs."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cards.model import Kind, Reading

Pairs = Callable[..., list[tuple[str, str]]]
ReadText = Callable[..., Reading]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            """
            # Baking
            ## Sourdough
            Sourdough is raised by wild yeast. It is good for bread in three ways.
            - The crumb stays moist for days.
            - Flour is easier to digest.
            - The taste is sour.

            Bakers feed it every day with flour and water.
            """,
            [
                (
                    "What is Sourdough (Baking)?",
                    "Sourdough is raised by wild yeast.\n\nBakers feed it every day with flour and water.",
                ),
                (
                    "Sourdough is good for bread in three ways: which are they?",
                    "- The crumb stays moist for days.\n- Flour is easier to digest.\n- The taste is sour.",
                ),
            ],
            id="a list that the last sentence of a paragraph announces",
        ),
        pytest.param(
            """
            # Baking
            ## Proofing
            Rest: one hour in a bowl

            As the room warms up and the dough grows, gas escapes through the skin.
            """,
            [
                ("What is Rest? (Proofing)", "one hour in a bowl"),
                (
                    "What happens as the room warms up and the dough grows? (Proofing)",
                    "Gas escapes through the skin.",
                ),
            ],
            id="a change and what comes with it",
        ),
        pytest.param(
            """
            # Baking
            ## Use cold water
            > It slows the yeast down.
            """,
            [("Use cold water: why?", "It slows the yeast down.")],
            id="advice with its reason in a quote",
        ),
        pytest.param(
            """
            # Baking
            ## Ovens
            `Most even heat: stone`

            `x = {a: b}`
            """,
            [
                ("What is the most even heat? (Ovens)", "stone"),
                ("What is the formula of Ovens (Baking)?", "`x = {a: b}`"),
            ],
            id="a line of prose in code marks",
        ),
        pytest.param(
            """
            # Baking
            ## Crumb
            - Holes come from long rests.
              ![](https://example.org/1.png)

            The picture above shows it.

            The above formula is nearly the same for rolls.
            """,
            [("Explain: Crumb (Baking)", "Holes come from long rests.")],
            id="remarks on a picture that is not there",
        ),
        pytest.param(
            """
            # Baking
            ## Yeast and soda
            Yeast needs hours.

            Soda needs acid.
            """,
            [("What is the difference between Yeast and soda?", "Yeast needs hours.\n\nSoda needs acid.")],
            id="two names that each have a line",
        ),
        pytest.param(
            """
            # Baking
            ## Bread and butter
            Bread is cut first.

            Both are eaten cold.
            """,
            [("What is Bread and butter?", "Bread is cut first.\n\nBoth are eaten cold.")],
            id="two names of which one has a line",
        ),
        pytest.param(
            """
            # Baking
            ## Proofing
            Yeah, it is a kind of waiting!

            - Cold: However, it takes a night.
            - Warm: But it needs an hour only.
            - Damp: So far nobody has timed it.
            """,
            [
                ("What is Proofing (Baking)?", "It is a kind of waiting!"),
                ("What does Cold do? (Proofing)", "It takes a night."),
                ("What do you know about Warm? (Proofing)", "It needs an hour only."),
                ("What do you know about Damp? (Proofing)", "So far nobody has timed it."),
            ],
            id="words that tie an answer to what stood before",
        ),
        pytest.param(
            """
            ## Is proofing needed?
            Yes, it is.
            """,
            [("Is proofing needed?", "Yes, it is.")],
            id="an answer with yes",
        ),
        pytest.param(
            """
            # Cooking
            ## What is a roux?
            Flour cooked in fat.
            """,
            [("What is a roux?", "Flour cooked in fat.")],
            id="question heading",
        ),
        pytest.param(
            """
            ## What does a roux do?
            Thickening: it binds water.

            - **White**: for milk
            - **Brown**: for stock
            """,
            [
                (
                    "What does a roux do?",
                    "Thickening: it binds water.\n\n- **White**: for milk\n- **Brown**: for stock",
                )
            ],
            id="the whole answer to a question heading",
        ),
        pytest.param(
            """
            # Cooking
            ## Sauces
            ### Mother sauces
            A set of five sauces.
            """,
            [("What are Mother sauces?", "A set of five sauces.")],
            id="plain heading that is defined",
        ),
        pytest.param(
            """
            # Cooking
            ## Sauces
            ### Thickening
            Flour and starch swell in hot water.
            """,
            [("Explain: Thickening (Sauces)", "Flour and starch swell in hot water.")],
            id="plain heading",
        ),
        pytest.param(
            """
            ## Sauces
            ### Roux: flour cooked in fat
            ### Blond
            """,
            [("What is Roux? (Sauces)", "flour cooked in fat")],
            id="the heading is the fact",
        ),
        pytest.param(
            """
            ## Rules of the kitchen
            ### Clean as you go along the line. It saves an hour every night.
            Start with the boards.
            """,
            [
                (
                    "Explain: Clean as you go along the line",
                    "It saves an hour every night.\n\nStart with the boards.",
                )
            ],
            id="a heading of two sentences",
        ),
        pytest.param(
            """
            ## Sauces
            - **Roux**: flour in fat
            - **Slurry**: starch in cold water
            """,
            [
                ("What is Roux? (Sauces)", "flour in fat"),
                ("What is Slurry? (Sauces)", "starch in cold water"),
            ],
            id="term and explanation",
        ),
        pytest.param(
            """
            ## Butter
            Pros:
            - rich
            - shiny

            Cons:
            - burns
            """,
            [
                ("Butter: what are the advantages?", "- rich\n- shiny"),
                ("Butter: what are the disadvantages?", "burns"),
            ],
            id="pros and cons",
        ),
        pytest.param(
            """
            ## Butter
            **When does it burn?**

            Above 150 degrees.

            It also foams. Why does it foam at all? Because water boils off.
            """,
            [
                ("When does Butter burn?", "Above 150 degrees."),
                ("Why does Butter foam at all?", "Because water boils off."),
                ("Butter: what should be noted?", "It also foams."),
            ],
            id="questions in the text",
        ),
        pytest.param(
            """
            ## Bread
            Before you bake:
            1. Fold the dough
            2. Let it rest
            """,
            [("Bread: what are the 2 steps?", "Before you bake:\n\n1. Fold the dough\n2. Let it rest")],
            id="a line that introduces steps",
        ),
        pytest.param(
            """
            ## Bread
            > `How to knead` it
            > > With the heel of the hand.

            > Possible problem with wet dough
            > > It sticks.
            """,
            [
                ("How to knead Bread?", "With the heel of the hand."),
                ("Wet dough (Bread): what is the problem?", "It sticks."),
            ],
            id="quotes with titles of their own",
        ),
        pytest.param(
            """
            ## Ovens
            An oven is a box that holds heat.

            `fan()` spreads the heat

            `grill()` browns the top of the bread
            """,
            [
                ("What are Ovens?", "An oven is a box that holds heat."),
                ("What does `fan()` do? (Ovens)", "`fan()` spreads the heat"),
                ("What does `grill()` do? (Ovens)", "`grill()` browns the top of the bread"),
            ],
            id="short statements about code",
        ),
        pytest.param(
            """
            ## Stock
            ```diff
            + Key: simmer, never boil
            - Be careful: salt only at the end
            ! Step 1: roast the bones
            ! Step 2: cover with cold water

            - Problem of boiling: it turns
            cloudy
            + Nothing after this:
            ```
            """,
            [
                ("Stock: what is the key point?", "simmer, never boil"),
                ("Stock: what must you be careful about?", "salt only at the end"),
                ("Stock: what are the steps?", "1. roast the bones\n2. cover with cold water"),
                ("What is the problem of boiling (Stock)?", "it turns cloudy"),
            ],
            id="labelled facts in a diff fence",
        ),
        pytest.param(
            """
            ## Patch
            ```diff
            --- a/x.py
            +++ b/x.py
            - x = 1
            + x = 2
            ```
            """,
            [("Write the code: Patch", "```diff\n--- a/x.py\n+++ b/x.py\n- x = 1\n+ x = 2\n```")],
            id="a real diff is code",
        ),
        pytest.param(
            """
            ## Sauces
            White | Brown
            ------|------
            milk | stock
            """,
            [("Compare White and Brown. (Sauces)", "| White | Brown |\n| --- | --- |\n| milk | stock |")],
            id="columns that are compared",
        ),
        pytest.param(
            """
            ## Sauces
            | Sauce | Base | Colour |
            |---|---|---|
            | Velouté | stock | blond |
            | Béchamel | milk | white |
            """,
            [
                ("Velouté: Base and Colour? (Sauces)", "- Base: stock\n- Colour: blond"),
                ("Béchamel: Base and Colour? (Sauces)", "- Base: milk\n- Colour: white"),
            ],
            id="a row for each term",
        ),
        pytest.param(
            """
            ## Eggs
            Ways of boiling
            :-------------:
            (1) soft
            (2) hard
            """,
            [("Boiling (Eggs): which ways are there?", "- soft\n- hard")],
            id="a table of one column",
        ),
        pytest.param(
            """
            ## Area
            The area of a disc grows with the square of its radius and needs the number pi.
            $$A = \\pi r^2$$
            where $r$ is the radius.
            It was known to Archimedes and is proved by exhaustion in one of his books.
            """,
            [
                (
                    "What is Area?",
                    "The area of a disc grows with the square of its radius and needs the number pi.",
                ),
                (
                    "What is the formula of Area?",
                    (
                        "$$A = \\pi r^2$$\n\nwhere $r$ is the radius.\n"
                        "It was known to Archimedes and is proved by exhaustion in one of his books."
                    ),
                ),
            ],
            id="a formula with its name",
        ),
        pytest.param(
            """
            ## Force
            F = m (v - w) / t

            where m = mass

            t = time
            """,
            [("What is the formula of Force?", "F = m (v - w) / t\n\nwhere m = mass\n\nt = time")],
            id="a formula with its signs",
        ),
        pytest.param(
            """
            ## Sorting
            ```python
            def sort(x):
                return sorted(x)
            ```
            """,
            [("Write the code: Sorting", "```python\ndef sort(x):\n    return sorted(x)\n```")],
            id="code",
        ),
        pytest.param(
            """
            ## Engines
            Alpha1 has one cylinder

            Alpha2 added a second one

            Alpha3 is electric and silent
            """,
            [
                ("What is special about Alpha1? (Engines)", "has one cylinder"),
                ("What is special about Alpha2? (Engines)", "added a second one"),
                ("What is special about Alpha3? (Engines)", "is electric and silent"),
            ],
            id="one line for each name",
        ),
        pytest.param(
            """
            ## Tools
            `tug show` --show all lines

            `tug -f` --pulls at once

            `Tug.pull` keeps one line tight
            """,
            [
                ("What does tug show do? (Tools)", "show all lines"),
                ("What does tug -f do? (Tools)", "pulls at once"),
                ("What does Tug.pull do? (Tools)", "keeps one line tight"),
            ],
            id="one line for each command or name in code",
        ),
        pytest.param(
            """
            ## Bread
            Baking
            > Hot and short.

            Proofing
            > Warm and long.
            """,
            [("Explain: Baking (Bread)", "Hot and short."), ("Explain: Proofing (Bread)", "Warm and long.")],
            id="lines that own the quote below",
        ),
        pytest.param(
            """
            ## Bread
            * Salt: for the taste
            > It also slows the yeast.
            """,
            [("What is Salt for? (Bread)", "for the taste\n\nIt also slows the yeast.")],
            id="a quote belongs to the item above",
        ),
        pytest.param(
            """
            ## Losses
            One network, three losses
            • class
            • box
            • mask
            """,
            [("One network, three losses: name the 3.", "- class\n- box\n- mask")],
            id="bullets of another kind",
        ),
        pytest.param(
            """
            ## Tuning
            Reason 1: it is cheap to try

            Reason 2: it is often enough
            """,
            [("Tuning: what are the reasons?", "1. it is cheap to try\n2. it is often enough")],
            id="numbered labels belong together",
        ),
        pytest.param(
            """
            ## Update rules
            * Plain
            * Heavy ball
            ```python
            v = mu * v - lr * g
            ```
            """,
            [("Write the code: Heavy ball (Update rules)", "```python\nv = mu * v - lr * g\n```")],
            id="code below a bullet belongs to it, a bare bullet gives none",
        ),
        pytest.param(
            """
            <details>
            <summary><b>What is a fond?</b></summary>

            The brown crust in the pan.

            </details>
            """,
            [("What is a fond?", "The brown crust in the pan.")],
            id="folded answer",
        ),
        pytest.param(
            """
            > [!question]- What is a fond?
            > The brown crust.
            """,
            [("What is a fond?", "The brown crust.")],
            id="callout",
        ),
    ],
)
def test_rules(pairs: Pairs, text: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(text) == expected


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("## A\n### Roux\nA paste.", "definition"),
        ("## Area\n$$A = r^2$$", "formula"),
        ("## Code\n```\nx\n```", "code"),
        ("## Names of fish\n- cod\n- hake", "list"),
        ("## Cod vs hake\nBoth are white.", "comparison"),
        ("## What is cod?\nA fish.", "basic"),
    ],
)
def test_kinds(read_text: ReadText, text: str, kind: Kind) -> None:
    assert [card.kind for card in read_text(text).cards] == [kind]


def test_long_text_is_cut_where_its_statements_begin(pairs: Pairs) -> None:
    found = pairs(
        """
        ## Bread
        ### Sourdough
        Sourdough is bread raised by wild yeast and bacteria that live together in a dough that is fed every
        day, which takes patience and a warm corner of the kitchen.

        We keep a part of the dough for the next day in order to have a starter that is always active.

        The crumb gets large holes because the dough is wet and is folded instead of kneaded over many hours.

        There's also rye sourdough, which needs no folding. It is denser. It keeps longer than any other
        bread, and it is baked in a tin for more than an hour.
        """
    )
    assert [front for front, _ in found] == [
        "What is Sourdough (Bread)?",
        "We keep a part of the dough for the next day: what for? (Sourdough)",
        "The crumb gets large holes: why? (Sourdough)",
        "What do you know about rye sourdough?",
    ]
    assert found[2][1].startswith("Because the dough is wet")


@pytest.mark.parametrize(
    ("statement", "front", "back"),
    [
        (
            "If the dough sticks to the bowl, add flour by the spoon.",
            "What if the dough sticks to the bowl?",
            "Add",
        ),
        (
            "Once the crust is dark brown, take it out of the oven.",
            "Once the crust is dark brown: what then?",
            "Take",
        ),
        ("A wet crumb has larger holes than a dry one.", "What does a wet crumb have?", "A wet"),
        ("Loaves of rye have a long life in the cupboard.", "What do loaves of rye have?", "Loaves"),
        ("A steel pan can replace the tin in most ovens.", "What can a steel pan do?", "A steel"),
        ("The purpose of steam is a thin and glossy crust.", "What is the purpose of steam?", "The purpose"),
        ("A cloth keeps the surface from drying out.", "What does a cloth do?", "A cloth"),
        ("Whole grain is often mixed with white flour.", "What is whole grain mixed with?", "Whole"),
    ],
)
def test_a_remark_below_the_cards_of_a_title_is_asked_by_itself(
    pairs: Pairs, statement: str, front: str, back: str
) -> None:
    found = pairs(
        f"## Sourdough\n- Starter: flour and water that ferment\n- Levain: a young starter\n\n{statement}\n"
    )
    assert found[-1][0].lower() == f"{front} (Sourdough)".lower()
    assert found[-1][1].startswith(back)


def test_a_text_beyond_a_screen_is_cut_at_the_items_that_own_others(pairs: Pairs) -> None:
    steps = "\n".join(f"  * The dough number {number} is folded and left alone" for number in range(9))
    found = pairs(f"## Bread day\n* Morning\n{steps}\n\nSome words.\n\n* Evening\n{steps}\n")
    assert [front for front, _ in found] == [
        "Morning (Bread day): what are the 9 main points?",
        "Bread day: what should be noted?",
        "Evening (Bread day): what are the 9 main points?",
    ]


def test_long_code_is_asked_for_in_pieces(read_text: ReadText) -> None:
    body = "\n".join(f"        self.x{number} = {number}" for number in range(12))
    cards = read_text(
        f"## Model\n```python\nclass Net:\n    def __init__(self):\n{body}\n\n"
        f"    def forward(self, x):\n{body}\n        return x\n\ndef train(net):\n    return net\n```\n"
    ).cards
    assert [card.front for card in cards] == [
        "Write the code of `Net.forward` (Model)",
        "Write the code of `train` (Model)",
    ]
    assert [(card.source.start, card.source.end) for card in cards][1] == (33, 34)
