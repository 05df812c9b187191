"""Pictures of the card at hand, in lines: opened outside, those of an address only when told to."""

from __future__ import annotations

from engine.errors import InputError
from quizapp.lines.desk import Desk, Moment
from quizapp.pictures import Picture, open_outside, picture_file, pictures


def shown(desk: Desk) -> list[Picture]:
    """The pictures of what is shown of the card."""
    card = desk.card
    if card is None:
        return []
    return pictures(f"{card.front}\n\n{card.back}" if desk.moment is Moment.BACK else card.front)


def open_pictures(desk: Desk) -> None:
    """Open each picture; what cannot be opened is said."""
    for each in shown(desk):
        try:
            _open(desk, each)
        except InputError as error:
            desk.say(str(error))


def _open(desk: Desk, picture: Picture) -> None:
    if not picture.remote:
        assert desk.card is not None
        file = picture_file(picture, desk.card.source, desk.workspace.store.pictures)
        open_outside(str(file))
        desk.say(f"Opened: {file.name}")
    elif not picture.source.startswith(("https://", "http://")):
        raise InputError("the address of this picture is none that a browser is given: http or https")
    elif desk.lines.yes(f"Let your browser fetch {picture.words} from {picture.host}?"):
        open_outside(picture.source)
        desk.say(f"Handed to the browser: {picture.source}")
