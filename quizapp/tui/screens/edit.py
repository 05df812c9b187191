"""A card's words to write: one that is there, or a new one made by hand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from textual import getters
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, Rule, Static, TextArea

from engine.errors import UsageError
from quizapp.drafts import Drafts
from quizapp.records import BY_HAND, StudyCard
from quizapp.tui.ahead import in_turn
from quizapp.tui.drafting import DraftScreen
from quizapp.tui.keys import bindings
from quizapp.tui.looks import looks
from quizapp.tui.told import told
from quizapp.tui.widgets.inorder import InOrderArea, InOrderInput
from quizapp.tui.widgets.keybar import KeyBar
from quizapp.tui.widgets.page import Page
from quizapp.tui.widgets.prose import Prose

if TYPE_CHECKING:
    from cards.model import Kind
    from quizapp.workspace import Workspace


class EditScreen(DraftScreen[bool]):
    """Front, back and tags, with the card as it will look beside them; true when it was kept."""

    CSS_PATH = looks("panes", "desk")
    BINDINGS: ClassVar = bindings("edit")
    AUTO_FOCUS = "#front"

    front = getters.query_one("#front", TextArea)
    back = getters.query_one("#back", TextArea)
    tags = getters.query_one("#tags", Input)
    deck = getters.query_one("#deck-name", Input)

    def __init__(self, card: StudyCard | None = None, *, keep: bool = True) -> None:
        """
        Args:
            card: whose words are changed; a new card when None.
            keep: whether to write to the store; else the words are left in `front_words` and `back_words`.
        """
        super().__init__()
        self.card = card
        self._keep = keep
        self.front_words = self.back_words = ""
        self.made = ""
        """The id of the new card, once it is kept."""
        self.typed = card is not None and card.kind == "typed"
        """Whether the answer is to be typed."""

    def compose(self) -> ComposeResult:
        card = self.card
        with Horizontal(id="desk"):
            with Vertical(id="words"):
                yield Static("A new card" if card is None else "Edit the card", classes="title")
                yield Static("front", classes="caption")
                yield _area("front", card.front if card else "")
                yield Static("", id="back-caption", classes="caption")
                yield _area("back", card.back if card else "")
                yield Static("tags", classes="caption")
                yield InOrderInput(" ".join(card.tags) if card else "", compact=True, id="tags")
                yield Static("deck", classes="caption")
                yield InOrderInput(
                    card.deck if card else BY_HAND, compact=True, id="deck-name", disabled=card is not None
                )
            with Page(id="looks", can_focus=False):
                yield Static("as it will look", classes="caption")
                yield Prose(id="looks-front")
                yield Rule()
                yield Prose(id="looks-back")
        yield KeyBar()

    async def on_mount(self) -> None:
        self._say_kind()
        self._look()
        await self._take_up()

    @told
    async def _take_up(self) -> None:
        """Go on with what was being written here when the program ended."""
        left = await self.left()
        if left is None or self.changed:
            return
        self.front.text, self.back.text = left["front"], left["back"]
        self.tags.value, self.deck.value, self.typed = left["tags"], left["deck"], left["typed"]
        self._say_kind()
        if self.changed:
            self.notify("What you were writing here is back.")

    @property
    def draft_name(self) -> str:
        return f"card:{self.card.id if self.card else ''}"

    def draft(self) -> Mapping[str, Any] | None:
        if not self.changed:
            return None
        return {
            "front": self.front.text,
            "back": self.back.text,
            "tags": self.tags.value,
            "deck": self.deck.value,
            "typed": self.typed,
        }

    def _say_kind(self) -> None:
        words = "answer to type on its first line, then what explains it" if self.typed else "back"
        self.query_one("#back-caption", Static).update(Content(words))

    def on_text_area_changed(self) -> None:
        self._look()
        self.keep_soon()

    def on_input_changed(self) -> None:
        self.keep_soon()

    def _look(self) -> None:
        self.query_one("#looks-front", Prose).markdown = self.front.text
        self.query_one("#looks-back", Prose).markdown = self.back.text

    @property
    def changed(self) -> bool:
        """Whether anything stands otherwise than before."""
        before = self.card
        tags = tuple(self.tags.value.split())
        if before is None:
            return bool(self.front.text.strip() or self.back.text.strip())
        return (self.front.text, self.back.text, tags) != (before.front, before.back, before.tags)

    @told
    async def action_save(self) -> None:
        if not self.front.text.strip() or not self.back.text.strip():
            raise UsageError("a card has words on both sides: write its front and its back")
        self.front_words, self.back_words = self.front.text, self.back.text
        if self.changed and self._keep:
            workspace = await self.app.workspace()
            await self.app.off_loop(self._write, workspace)
            self.app.rise()
            if self.card is None:
                self.app.notify(f"The card is new in “{self._deck_named}”.", markup=False)
        await self.finish_draft()
        self.dismiss(self.changed)

    @property
    def _deck_named(self) -> str:
        return self.deck.value.strip() or BY_HAND

    def _write(self, workspace: Workspace) -> None:
        store = workspace.store
        with store.transaction():
            Drafts(store.facts).drop(self.draft_name)
            if self.card is None:
                self._add(workspace)
                return
            now = self.app.clock()
            store.edits.write(self.card.id, "front", self.front.text, now)
            store.edits.write(self.card.id, "back", self.back.text, now)
            store.edits.write(self.card.id, "tags", self.tags.value, now)

    def _add(self, workspace: Workspace) -> None:
        """A new card, with the exercises that its words call for."""
        from cards.model import Card, Source
        from quizapp.notes.importing import add_card

        kind: Kind = "typed" if self.typed else "basic"
        front, back, tags = self.front.text, self.back.text, tuple(self.tags.value.split())
        self.made = add_card(
            workspace.store.library,
            front=front,
            back=back,
            kind=kind,
            deck=self._deck_named,
            tags=tags,
            now_ms=self.app.clock(),
        )
        (exercises,) = workspace.linker.exercises([Card(front, back, Source("", 0, 0), tags=tags)])
        for exercise in exercises:
            workspace.store.edits.link(self.made, exercise)

    def action_kind(self) -> None:
        """A new card's answer is to be typed, or only to be remembered."""
        self.typed = not self.typed
        self._say_kind()
        self.keep_soon()

    @in_turn
    async def action_cancel(self) -> None:
        from quizapp.tui.screens.confirm import ConfirmScreen

        if not self.changed or await self.app.push_screen_wait(ConfirmScreen("Throw away what you wrote?")):
            await self.finish_draft()
            self.dismiss(False)

    @told
    async def action_revert(self) -> None:
        """Let the note's words stand again."""
        if self.card is None or self.card.source is None:
            return
        workspace, card, now = await self.app.workspace(), self.card, self.app.clock()

        def revert() -> None:
            with workspace.store.transaction():
                workspace.store.edits.revert(card.id, "front", now)
                workspace.store.edits.revert(card.id, "back", now)
                workspace.store.edits.revert(card.id, "tags", now)

        await self.app.off_loop(revert)
        self.app.rise()
        self.notify("The words of the note stand again.")
        await self.finish_draft()
        self.dismiss(True)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "kind":
            return self.card is None
        if action == "revert":
            return self._keep and self.card is not None and self.card.source is not None
        return True


def _area(name: str, words: str) -> TextArea:
    return InOrderArea(
        words, id=name, soft_wrap=True, tab_behavior="focus", compact=True, highlight_cursor_line=False
    )
