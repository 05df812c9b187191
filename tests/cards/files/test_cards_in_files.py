"""Cards that stand in a file as entries, records or rows: org-mode, YAML in a note, exports of Anki."""

from __future__ import annotations

from collections.abc import Callable

from cards.model import Reading

ReadText = Callable[..., Reading]


def test_fences_of_cards(read_text: ReadText) -> None:
    reading = read_text(
        """
        # Rig

        ```flashcard
        NoteType: Basic
        Front: |
          What is a **reef**?

          Said of sails.
        Back: |
          A fold:
          - low
        Tags:
          - sail
          - wind
        ```

        ```flashcard
        Text: The {{c1::jib}} is before the mast.
        ```

        ```card
        nothing
        ```
        """
    )
    assert [(card.front, card.back, card.tags, card.source.start) for card in reading.cards] == [
        ("What is a **reef**?\n\nSaid of sails.", "A fold:\n- low", ("sail", "wind"), 3),
        ("The **[…]** is before the mast.", "The **jib** is before the mast.", (), 17),
    ]
    told = [(skip.source.start, skip.reason, skip.text) for skip in reading.skipped]
    assert (21, "damaged", "```card nothing ```") in told


def test_cards_in_the_front_matter(read_text: ReadText) -> None:
    reading = read_text(
        """
        ---
        title: Reefing
        tags:
        - sail
        cards:
        - id: a1
          front: 'Why reef, and what does "it''s" mean?'
          back: 'To make a sail smaller: it
            heels less.

            So it goes on.'
        - id: a2
          front: Your boat heels. Why?
          back: Too much sail.
            Reef it.
          choices:
          - key: a
            text: no keel
        ---
        ## Rig
        Jib: a sail before the mast
        """
    )
    assert [(card.front, card.back, card.source.start) for card in reading.cards] == [
        (
            'Why reef, and what does "it\'s" mean?',
            "To make a sail smaller: it heels less.\nSo it goes on.",
            6,
        ),
        ("Your boat heels. Why?", "Too much sail. Reef it.", 12),
        ("What is Jib? (Rig)", "a sail before the mast", 20),
    ]
    assert {card.tags for card in reading.cards} == {("sail",)}


def test_decks_are_named_by_the_front_matter_of_plugins(read_text: ReadText) -> None:
    assert read_text('---\nname = "Ropes"\n---\n\nQ: Knot?\nA: A bow.\n').cards[0].deck == "Ropes"
    named = "---\ncards-deck: Boats::Ropes\n---\n# Knots\n\nWhat is a bow? #card\nA loop.\n"
    assert read_text(named).cards[0].deck == "Boats::Ropes"


def test_entries_of_org_for_anki_and_drill(read_text: ReadText) -> None:
    reading = read_text(
        """
        #+TITLE: Rigging
        * Shelf
        ** 12:30   :boats:
        :PROPERTIES:
        :ANKI_NOTE_TYPE: Basic (and reversed card)
        :ANKI_DECK: Boats
        :END:
        *** Front
        Shroud?
        *** Back
        A /wire/ to the side.
        ** 12:40
        :PROPERTIES:
        :ANKI_NOTE_TYPE: Cloze
        :END:
        *** Text
        The {{c1::forestay}} holds the mast.
        *** Extra
        See the drawing.
        ** Mast
        :PROPERTIES:
        :ANKI_NOTE_TYPE: German
        :END:
        Der Mast.
        * Question :drill:
        :PROPERTIES:
        :DRILL_CARD_TYPE: twosided
        :END:
        In both languages.
        ** Side 1
        starboard
        ** Side 2
        Steuerbord
        * Fact 3 :drill:
        What holds the sail?
        ** Answer
        The boom.
        * Gap :drill:
        The [keel||part] keeps [[file:x.org][it]] up.
        * What is a jib? :drill:
        ** Answer
        A sail.
        """,
        "rigging.org",
    )
    assert [(card.front, card.back, card.deck) for card in reading.cards] == [
        ("Shroud? (Shelf)", "A *wire* to the side.", "Boats"),
        ("A *wire* to the side.", "Shroud?", "Boats"),
        ("The **[…]** holds the mast.", "The **forestay** holds the mast.\n\nSee the drawing.", "Rigging"),
        ("Mast (Shelf)", "Der Mast.", "Rigging"),
        ("In both languages.\n\nstarboard", "Steuerbord", "Rigging"),
        ("In both languages.\n\nSteuerbord", "starboard", "Rigging"),
        ("What holds the sail?", "The boom.", "Rigging"),
        ("The **[part]** keeps it up.", "The **keel** keeps [it](file:x.org) up.", "Rigging"),
        ("What is a jib?", "A sail.", "What is a jib?"),
    ]
    assert reading.cards[0].tags == ("boats",)


def test_headers_of_an_export_count_only_at_its_beginning(read_text: ReadText) -> None:
    note = "# Boats\n\n- Keel: a beam\n\n```\n#separator:tab\n#html:true\nJib?\tA sail\n```\n"
    assert next(card.front for card in read_text(note).cards) == "What is Keel? (Boats)"
    card = read_text(
        "#separator:tab\n#html:true\n#tags:sea\n#columns:front back tags\nJib?\tA sail\trig\n", "a.txt"
    ).cards[0]
    assert (card.front, card.back, card.tags) == ("Jib?", "A sail", ("sea", "rig"))


def test_records_with_gaps_are_cards_in_files_of_yaml_too(read_text: ReadText) -> None:
    card = read_text("- text: The {{c1::jib}} is a sail\n", "rig.yaml").cards[0]
    assert (card.front, card.back, card.kind) == ("The **[…]** is a sail", "The **jib** is a sail", "cloze")
