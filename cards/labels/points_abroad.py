"""Labels of remarks in other languages: `Merke`, `Ojo`, `À retenir`, `注意`, and what they ask in their own.

All else that a note in another language asks keeps the words of its author.
"""

from __future__ import annotations

import re

_ASKED = {
    "merke?|achtung|wichtig|hinweis|beachte|vorsicht|anmerkung|nicht vergessen": "{}: Was ist zu beachten?",
    "ojo|atención|recuerda|recordar|cuidado|no olvidar": "{}: ¿Qué hay que tener en cuenta?",
    "attention|à retenir|à noter|remarque|rappel|ne pas oublier": "{} : que faut-il retenir ?",
    "attenzione|ricorda|ricordare|da ricordare|ricordati": "{}: che cosa bisogna ricordare?",
    "atenção|lembre(?:-se)?|lembrar|não esquecer": "{}: o que é preciso lembrar?",
    "let op|onthoud|opmerking|belangrijk": "{}: wat moet je onthouden?",
    "obs|viktigt|kom ihåg": "{}: vad bör man komma ihåg?",
    "uwaga|ważne|pamiętaj": "{}: o czym trzeba pamiętać?",
    "dikkat|önemli|unutma": "{}: neye dikkat edilmeli?",
    "важно|внимание|примечание|запомни(?:ть|те)?": "{}: что важно помнить?",
    "주의|참고|중요": "{}: 주의할 점은?",
    "注意点?|ポイント|重要|補足": "{}：注意すべき点は？",
    "注意事项|重点|备注|提示|提醒|易错点": "{}：要注意什么？",
}
_NOTED = re.compile("|".join(f"({labels})" for labels in _ASKED))
_FRONTS = tuple(_ASKED.values())
_KANA = re.compile(r"[\u3040-\u30ff]")
_SIGNS = "!¡ .！"
CHINESE = _FRONTS[-1]
LONGEST = 16
"""Letters of such a label."""


def ask_noted(label: str, title: str, body: str) -> str | None:
    """The front for a remark about a title, in the language of its label; None for any other label."""
    if not title or len(label) > LONGEST:
        return None
    found = _NOTED.fullmatch(label.strip(_SIGNS).lower())
    if not found or not found.lastindex:
        return None
    front = _FRONTS[found.lastindex - 1]
    shared = found.group().startswith("注意") or found.group() == "重要"
    return (CHINESE if shared and not _KANA.search(body + title) else front).format(title)
