"""What belongs together joined: numbered paragraphs as a list, and what a list announces in its last item.

Works on blocks that are whole; nothing is cut here.
"""

from __future__ import annotations

from collections.abc import Sequence

from cards.labels.owning import NUMBERED, owns_what_follows, without_mark
from cards.markdown.tree import Block, first_number
from cards.shapes.explained import LONGEST_LEAD, with_lead
from cards.shapes.quotes import with_last_item
from cards.shapes.unmarked import list_of

_FORMULAS = ("math", "code")


def gathered(blocks: Sequence[Block]) -> list[Block]:
    """Blocks of which those that belong together are one."""
    result: list[Block] = []
    position, end = 0, len(blocks)
    numbered = 0
    while position < end:
        block = blocks[position]
        if ")" in block.text and _is_numbered(block):
            items, position = _numbered_items(blocks, position)
            result.extend([list_of(items, "1")] if len(items) > 1 else items[0].children)
        elif block.kind == "list" and _announces(block):
            announced, position = _announced(blocks, position)
            numbered += block.info == "1"
            result.append(with_last_item(block, announced) if announced else block)
        else:
            explains = block.kind == "list" or (
                block.kind == "paragraph" and ":" in block.text[:LONGEST_LEAD]
            )
            above = result[-1] if explains and result else None
            if above and result[:-1] and not above.text[LONGEST_LEAD:]:
                above = result[-2]
            if above and (above.kind in _FORMULAS or "=" in above.text):
                block = with_lead(result, block)
            result.append(block)
            numbered += block.info == "1" and block.kind == "list"
            position += 1
    return _with_runs(result) if numbered > 1 else result


def _with_runs(blocks: Sequence[Block]) -> list[Block]:
    """Blocks in which lists whose numbers go on from each other are one list."""
    runs: list[list[Block]] = []
    for block in blocks:
        if runs and _continues(runs[-1][-1], block):
            runs[-1].append(block)
        else:
            runs.append([block])
    return [_joined(run) if len(run) > 1 else run[0] for run in runs]


def _is_numbered(block: Block) -> bool:
    match = NUMBERED.match(block.text) if block.kind == "paragraph" else None
    return match is not None and bool(block.text[match.end() :].strip())


def _numbered_items(blocks: Sequence[Block], position: int) -> tuple[list[Block], int]:
    items: list[Block] = []
    while position < len(blocks) and _is_numbered(blocks[position]):
        first = blocks[position]
        children = [first._replace(text=without_mark(NUMBERED, first.text))]
        position += 1
        while position < len(blocks) and blocks[position].kind == "quote":
            children.append(blocks[position])
            position += 1
        items.append(Block("item", first.start, children[-1].end, children=tuple(children)))
    return items, position


def _announces(block: Block) -> bool:
    """Whether the last item of a list ends with a colon and has nothing yet."""
    last = block.children[-1]
    only = last.children[0]
    return (
        len(last.children) == 1
        and only.kind == "paragraph"
        and only.text.rstrip("*_` ").endswith((":", "："))
    )


def _continues(before: Block, block: Block) -> bool:
    """Whether the numbers of a list go on from those of another one."""
    if before.info != "1" or before.kind != "list" or block.kind != "list":
        return False
    return first_number(block) == first_number(before) + len(before.children)


def _is_beside(announcing: Block, block: Block) -> bool:
    """Whether a list has the sign of another one, the last item of which announces something: `- Cons:`."""
    return block.kind == "list" and block.info == announcing.info != "1" and _announces(block)


def _joined(lists: Sequence[Block]) -> Block:
    items = tuple(item for each in lists for item in each.children)
    return lists[0]._replace(end=lists[-1].end, children=items)


def _announced(blocks: Sequence[Block], position: int) -> tuple[list[Block], int]:
    """What the last item of a list announces: all up to the next label, or to where its numbers go on."""
    announcing, position = blocks[position], position + 1
    found: list[Block] = []
    while position < len(blocks) and blocks[position].kind in ("paragraph", "code", "math", "quote", "list"):
        if _continues(announcing, blocks[position]) or (found and _is_beside(announcing, blocks[position])):
            break
        following = blocks[position + 1].kind if position + 1 < len(blocks) else ""
        if blocks[position].kind == "paragraph" and owns_what_follows(blocks[position].text, following):
            break
        found.append(blocks[position])
        position += 1
    return found, position
