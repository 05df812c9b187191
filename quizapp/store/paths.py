"""Paths of learning that tags make: `path::interview-sprint` puts a card on the path "Interview sprint".

A card is on such a path beside the one that its file names, and takes part in studying when either is on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert as upsert

from quizapp.store.selection import among
from quizapp.store.tables import path_cards, paths

PREFIX = "path::"
"""A tag that begins so puts its card on a path."""


@lru_cache(maxsize=1000)
def names(tags: tuple[str, ...]) -> list[str]:
    """The paths that tags name, as they are shown."""
    slugs = (tag[len(PREFIX) :] for tag in tags if tag.startswith(PREFIX))
    return sorted({_shown(slug) for slug in slugs if slug})


def _shown(slug: str) -> str:
    name = slug.replace("-", " ").replace("_", " ").strip()
    return name[:1].upper() + name[1:]


def place(connection: Connection, tags: Mapping[int, Sequence[str]]) -> None:
    """Puts cards, by the numbers of their items, on the paths that their tags name, and on no other."""
    connection.execute(path_cards.delete().where(among(path_cards.c.item_id, list(tags))))
    named = {item: names(tuple(each)) for item, each in tags.items()}
    wanted = sorted({name for each in named.values() for name in each})
    if not wanted:
        return
    connection.execute(upsert(paths).on_conflict_do_nothing(), [{"name": name} for name in wanted])
    numbers = dict(connection.execute(select(paths.c.name, paths.c.id)).all())
    rows = [{"path_id": numbers[name], "item_id": item} for item, each in named.items() for name in each]
    connection.execute(path_cards.insert(), rows)
