"""What somebody types in a terminal: `git stash pop`, and no sentence about the program."""

from __future__ import annotations

import re

_PROGRAMS = (
    "git|docker|kubectl|npm|pip|conda|apt|brew|cargo|ssh|scp|tar|grep|sed|awk|chmod|chown|systemctl|aws|az"
    "|gcloud|helm|terraform|curl|tmux|sudo|ps|ls|cd|cp|mv|rm|mkdir|ip|du|df|ss|ln|wc|rsync"
    "|wget|xargs|dig|nslookup|netstat|journalctl|crontab|npx|python3?|psql|mysql|ffmpeg|unzip|gzip"
)
_WORDS = "find|kill|head|tail|less|sort|touch|mount|node|ping|zip|top|vim"
"""Programs that bear the name of something else, which are known by the sign behind them."""
_SAID = (
    r"(?:is|are|was|has|have|does|will|can|cannot|and|or|vs|stores|uses|keeps|tracks|works|lets|makes|stuff"
    r"|basics|notes|tips|tricks|cheat ?sheet|commands?|workflow)\b"
)
"""With which a sentence goes on behind the name of a program."""
_COMMAND_LINE = re.compile(
    rf"`?(?:[A-Z_]+=\S+\s+)*(?:(?:{_PROGRAMS})\s+(?!{_SAID})[a-z.~/<*-]"
    r"|yarn (?:add|install|run|build|start|test|remove|dev|-)|cat (?:[./~<*-]|\S+\.\w)"
    r"|go (?:test|build|run|get|mod|fmt|vet|install|generate|env|list)\b"
    rf"|make (?:all|install|clean|test|build|-)|(?:{_WORDS}) [./~<*-])"
)
_BEGINS = frozenset("abcdfghjklmnpqrstuvwxyz`ABCDEFGHIJKLMNOPQRSTUVWXYZ_")


def types_command(name: str) -> bool:
    """Whether a text is what somebody types in a terminal."""
    return name[:1] in _BEGINS and _COMMAND_LINE.match(name) is not None
