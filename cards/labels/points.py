"""Labels that ask about what stands above them: "Pros", "Be careful", "Benefits 2", "Problem of X"."""

from __future__ import annotations

import re
from functools import lru_cache

from cards.model import Kind
from cards.words.spelled import spellings
from cards.words.verbs import be, says_what_it_does
from cards.words.wording import is_question

_WAYS = "which ways are there?"
_GROWS = "time|space|memory|(?:best|average|worst)(?:[- ]case)?|amortized"
"""What is told of an algorithm as an order of growth."""
_POINTS: tuple[tuple[str, str, Kind], ...] = (
    (
        (
            r"(?:key|main|big|core|central) (?:points?|ideas?|concepts?|insights?|takeaways?|messages?)"
            r"|keys?|idea|essence|gist"
            r"|tl;?dr|in short|takeaways?|insights?|bottom line"
            r"|(?:one|1)[- ]liners?(?: for (?:an |the )?(?:interviews?|exams?))?"
            r"|(?:in )?(?:one|1|a single)[- ](?:line|sentence)(?: (?:summary|meaning|answer|explanation))?"
        ),
        "what is the key point?",
        "basic",
    ),
    (r"definitions?|def|meaning", "what is it?", "definition"),
    (r"terminology", "which terms belong to it?", "list"),
    (r"tasks?", "what is the task?", "basic"),
    (
        r"interview (?:answers?|lines?|secrets?|(?:gold )?statements?|summary|one-liners?)",
        "what do you say in an interview?",
        "basic",
    ),
    (
        (
            r"be careful|careful|cautions?|precautions?|warnings?|beware|watch out|caveats?"
            r"|(?:common |typical )?(?:pitfalls?|gotchas?)|things? to be careful"
        ),
        "what must you be careful about?",
        "basic",
    ),
    (r"pros?|advantages?|benefits?|strengths?|upsides?|the good|good", "what are the advantages?", "list"),
    (
        r"cons?|disadvantages?|drawbacks?|weakness(?:es)?|downsides?|the bad|bad",
        "what are the disadvantages?",
        "list",
    ),
    (
        r"(?:common|typical|classic|frequent|biggest) (?:mistake|error|confusion)",
        "what is the common mistake?",
        "basic",
    ),
    (
        r"(?:(?:common|popular|frequent) )?(?:misconception|misinterpretation|misunderstanding|myth|fallacy)",
        "what is the {label}?",
        "basic",
    ),
    (r"limitations?|shortcomings", "what are the limitations?", "list"),
    (r"flaws?", "what is the flaw?", "basic"),
    (r"explanations?", "explain.", "basic"),
    (r"interpretations?", "how is it interpreted?", "basic"),
    (r"purpose|aims?|objectives?|motivation", "what is the purpose?", "basic"),
    (r"goals?", "what is the goal?", "basic"),
    (
        r"(?:possible |main |common |biggest )?(?:problems?|issues?|prob\.?|challenges?)",
        "what is the problem?",
        "basic",
    ),
    (
        r"(?:possible )?(?:solutions?|sol\.|fix(?:es)?|remed(?:y|ies)|mitigations?|workarounds?)",
        "what is the solution?",
        "basic",
    ),
    (r"(?:bad |good )?reasons?|rationale|why", "what is the reason?", "basic"),
    (
        r"(?:common |typical |simple |another )?examples?|ex\.?|e\.?g\.?|for example|for instance",
        "what is an example?",
        "basic",
    ),
    (r"attributes?|propert(?:y|ies)|characteristics?|features?", "what are its properties?", "basic"),
    (
        (
            r"(?:real[- ]world |practical )?(?:usages?|uses?|applications?)"
            r"|(?:example |common |typical |real[- ]world )?use cases?|used for|used in"
            r"|when to use(?: it)?"
        ),
        "what is it used for?",
        "basic",
    ),
    (
        (
            r"advice|(?:pro |hot |quick |useful |key |top |exam |interview )?tips?"
            r"|recommendations?|best practices?|rules? of thumb|in practice|practical advice"
        ),
        "what is the advice?",
        "basic",
    ),
    (
        (
            r"(?:my )?(?:notes?|thoughts|comments?|take)|n\.?b\.?|remarks?|important|remember|attention!"
            r"|(?:fun )?fact|did you know|good to know|worth knowing|side note|claim|observations?"
            r"|for the exam|exam (?:note|alert|trap)s?"
            r"|(?:the |my |our )?(?:prof(?:essor)?|lecturer|teacher|tutor|instructor|consultant|boss)\.?"
            r" (?:also )?(?:stressed|emphasi[sz]ed|said|says|mentioned|warned|noted|pointed out|insisted)"
        ),
        "what should be noted?",
        "basic",
    ),
    (
        r"formulas?|equations?|(?:mathematical|math|core) (?:formulation|definition|expression|formula)",
        "what is the formula?",
        "formula",
    ),
    (
        r"steps?|(?:simple )?algorithms?|procedure|process|recipe|workflow|pipeline",
        "what are the steps?",
        "list",
    ),
    (
        r"materials|equipment|ingredients|prerequisites|requirements|needed|(?:you|we) need",
        "what is needed?",
        "list",
    ),
    (r"inputs?", "what is the input?", "basic"),
    (r"outputs?", "what is the output?", "basic"),
    (r"differences?", "what is the difference?", "comparison"),
    (r"mnemonics?|memory (?:aid|hook)s?", "what is the mnemonic?", "basic"),
    (r"don['’]?ts?|do not|(?:things )?to avoid|avoid|never", "what should you avoid?", "list"),
    (r"(?:to |things to )?monitor", "what should you monitor?", "list"),
    (r"exceptions?", "what is the exception?", "basic"),
    (r"how", "how does it work?", "basic"),
    (r"intuition|intuitively", "what is the intuition?", "basic"),
    (
        (
            r"(?:more )?(?:formally|informally|mathematically|geometrically|graphically|precisely"
            r"|specifically|concretely|simply|technically)"
        ),
        "how is it said {label}?",
        "basic",
    ),
    (r"effects?|consequences?|impact", "what is the effect?", "basic"),
    (r"results?|findings", "what is the result?", "basic"),
    (r"causes?", "what causes it?", "basic"),
    (
        r"symptoms?|signs?|sx|s/s|s&s|(?:clinical )?presentations?|clinical (?:features|findings|signs)",
        "what are the signs?",
        "list",
    ),
    (r"dx|diagnos[ie]s|diagnostics?|work-?up", "how is it diagnosed?", "basic"),
    (r"tx|rx|treatments?|therap(?:y|ies)|management", "how is it treated?", "basic"),
    (r"cx|complications?|sequelae", "what are the complications?", "list"),
    (r"ddx|differentials?(?: diagnos[ie]s)?", "what is the differential diagnosis?", "list"),
    (r"a?etiology", "what causes it?", "basic"),
    (r"pathophys(?:iology)?|pathogenesis", "what is the pathophysiology?", "basic"),
    (r"risk factors?", "what are the risk factors?", "list"),
    (r"(?:side|adverse) effects?", "what are the side effects?", "list"),
    (r"indications?", "what are the indications?", "list"),
    (r"contra-?indications?", "what are the contraindications?", "list"),
    (r"moa|mechanism of action", "how does it work?", "basic"),
    (r"prognosis|epidemiology|dosage", "what is the {label}?", "basic"),
    (r"prevention|prophylaxis", "how is it prevented?", "basic"),
    (r"facts", "what are the facts?", "list"),
    (r"holding", "what was held?", "basic"),
    (r"rules?(?: of law)?", "what is the rule?", "basic"),
    (r"dissents?", "what does the dissent say?", "basic"),
    (r"procedural (?:history|posture)|disposition", "what is the {label}?", "basic"),
    (r"reasoning|significance|hypothesis|outcome", "what is the {label}?", "basic"),
    (
        r"(?:no\.?|number|count|amount|#) (?:of )?(?:trainable )?(?:parameters?|params?|weights?)",
        "how many parameters are there?",
        "basic",
    ),
    (r"(?:hyper-?)?(?:parameters?|params?)", "which parameters does it have?", "list"),
    (r"ways?|approach(?:es)?|techniques?|strateg(?:y|ies)|options?", _WAYS, "list"),
    (r"types?|kinds?|variants?|variations?|categor(?:y|ies)", "which kinds are there?", "list"),
    (r"methods", "which methods are there?", "list"),
    (r"method", "what is the method?", "basic"),
    (r"proofs?(?: idea| sketch)?", "how is it proved?", "basic"),
    (r"derivations?", "how is it derived?", "basic"),
    (r"(?:more )?alternatives?", "which alternatives are there?", "list"),
    (r"components|parts", "what are its parts?", "list"),
    (rf"(?:{_GROWS}|computational|sample) complexity", "what is the {label}?", "basic"),
    (r"complexity|costs?", "what does it cost?", "basic"),
    (
        (
            r"(?:great|good|must-?read|recommended|useful|key|important|seminal|classic|further)"
            r" (?:papers?|books?|articles?|readings?|courses?|talks?|videos?|blogs?)"
        ),
        "which works are worth reading?",
        "list",
    ),
    (r"(?:supporting )?evidence(?: for(?: it)?)?", "what is the evidence for it?", "basic"),
    (r"objections?", "what is the objection?", "basic"),
    (r"evidence against(?: it)?|counter-?evidence", "what is the evidence against it?", "basic"),
    (r"criticisms?|critiques?", "what is the criticism?", "basic"),
    (r"summary|conclusions?|overview", "what is the summary?", "basic"),
)
_ROLES = (
    "intuition|insight|observation|assumption|misconception|situation|trick|view|interpretation|analogy"
    "|belief|finding|lesson|choice|setting|default|approach|solution|version|case|order|practice|guess"
)
_ROLE = re.compile(
    r"(?:the |an? )?((?:(?:most|least) \w+|wrong|right|correct|common|simple|basic|same|other|main|original"
    r"|first|naive|popular|usual|typical|general|modern|classic|old|new|best|better|alternative|good|bad)"
    rf" (?:{_ROLES}))",
    re.IGNORECASE,
)
_ROLE_ENDS = frozenset(_ROLES.split("|"))
_WAY_TO_SEE = re.compile(
    r"(?:an? |the )?(\w+) way (?:to|of) (?:think|see|view|look|remember|imagin)\w*"
    r"(?: (?:of|about|at))?(?: it| this)?",
    re.IGNORECASE,
)
"""Labels with an adjective of their own, which stays in the question."""
_WAY = " way "


_ASKED = {label: (ask, kind) for pattern, ask, kind in reversed(_POINTS) for label in spellings(pattern)}
"""What each label asks, and the kind of its card; the first of two that are spelled alike holds."""
_OF = re.compile(r"\s(?i:of|for|in|with|to)\s+(?i:the\s+|using\s+)?(?=..)")
"""Behind a label and before its subject."""
MAX_LABEL, MAX_SUBJECT = 30, 60
"""Letters of either."""
_BEHIND = re.compile(
    r"(.{2,50}\w)(?<! of)(?<! for) "
    r"((?:dis)?advantages|benefits|drawbacks|limitations|shortcomings|pros|cons|use cases)",
    re.IGNORECASE,
)
"""A label behind its subject: `Dilation benefits`."""
_ASIDE = re.compile(r"([\w' -]{3,30}) (\([^()]{2,60}\))")
"""A label with a condition in brackets: `Benefits (in a storm)`."""
_SINGULAR = re.compile(
    r"what is the "
    r"(problem|solution|reason|effect|goal|difference|exception|formula|input|output|rule|result)\?"
)
_TYPED = re.findall(
    r"\S+",
    """advantages disadvantages limitations applications solutions properties examples problems differences
    components parameters techniques definition motivation conclusion summary""",
)
"""Labels that are recognised with two letters exchanged, one missing or one too many."""
LEAST_TYPED = 7
"""Letters of a label that may be mistyped."""
LONGEST_WORD = 16
"""Letters of a label of one word."""
_PRODUCT = re.compile(r"[\w.()^{}\s\\]*(?:[*·×^+]|\\times|\\cdot|\bx\b|\d)[\w.()^{}\s*·×+/\\-]*")
_COUNTED = re.compile(r"\w\)? ?[*·×] ?\(?\w")
_NUMBER_FIRST = re.compile(r"[≈~`$ ]*\d[\d.,]*\s?(?:[kKMB]|million|billion)?\b(?!\s?[,:=])")
"""A number of things, and no list of values."""
ATTRIBUTES = frozenset(
    re.findall(
        r"\S+",
        """architecture backbone activation loss optimizer optimiser augmentation augmentations dataset
        datasets schedule metric metrics hardware license licence framework preprocessing pre-processing
        hyperparameters verdict conclusion""",
    )
)
"""What notes on one thing say of it; a glossary has some of these as terms."""
_ORDER = re.compile(
    rf"(?:{_GROWS})(?: \([^()]*\))?:[`$*\s]*(?:\\mathcal ?\{{?)?[OΘ]\}}?\s*(?:\\left)?\(", re.IGNORECASE
)
"""A label of growth before its order: `Time: O(n)`."""
_DEFINES = re.compile(
    r"(?:an?|the|how|what|where|which|when|number|size|set|any|all|used|function|measures?)\b", re.IGNORECASE
)
_NUMBER = re.compile(r"(?:\s*[#(]?\d+(?:-\d+)?\)?|\s+\(?[ivx]+\)?)$")
_NUMBER_ENDS = (*"0123456789)ivxIVX",)
_NO_SUBJECT = re.compile(
    r"(?i)(?:it|this|that|them|use|introduction|exception|why|using|doing|making|being|having)"
)
_HAVING = re.compile(
    r" (?:has|have)(?: (?:some|several|many|few|no|two|three|four|five|\d+))?\Z", re.IGNORECASE
)
"""What stands between a thing and its `advantages` in a sentence."""


@lru_cache(maxsize=4096)
def point_of(label: str) -> tuple[str, str, Kind] | None:
    """The subject if the label names one, what the label asks, and the kind of card; None for a term."""
    name = (_NUMBER.sub("", label) if label.endswith(_NUMBER_ENDS) and "(" not in label else label).strip()
    found = _point(name)
    if found:
        return "", *found
    if " " not in name:
        return None
    aside = _ASIDE.fullmatch(name) if name.endswith(")") else None
    found = _point(aside.group(1)) if aside else None
    if aside and found:
        return "", f"{found[0].rstrip('?.')} {aside.group(2)}?", found[1]
    behind = _BEHIND.fullmatch(name) if name.endswith(("s", "S")) else None
    asked = _point(behind.group(2)) if behind else None
    if behind and asked:
        return _HAVING.sub("", behind.group(1)), *asked
    split = _OF.search(name, 2)
    if not split or split.start() > MAX_LABEL or len(name) - split.end() > MAX_SUBJECT:
        return None
    found, subject = _point(name[: split.start()].rstrip()), name[split.end() :]
    return ("" if _NO_SUBJECT.fullmatch(subject) else subject, *found) if found else None


def is_bare_point(line: str) -> bool:
    """Whether a line is one of the labels in one word and nothing else: `Results` above what was found."""
    name = line.strip()
    return len(name) <= LONGEST_WORD and name.isalpha() and name[:1].isupper() and point_of(name) is not None


def _point(name: str) -> tuple[str, Kind] | None:
    small = name.lower()
    asked = _ASKED.get(small.removeprefix("the ").removeprefix("our ")) or _ASKED.get(_retyped(small))
    if not asked:
        return _role(name) if " " in name else None
    ask, kind = asked
    if ask == _WAYS and not name.endswith("s"):
        return f"what is the {small.removeprefix('the ')}?", "basic"
    return _in_number(ask.format(label=small), name), kind


def _role(name: str) -> tuple[str, Kind] | None:
    """What a label such as "Wrong intuition" or "Simple way to think" asks."""
    small = name.lower()
    role = _ROLE.fullmatch(name) if small.rpartition(" ")[2] in _ROLE_ENDS else None
    way = _WAY_TO_SEE.fullmatch(name) if _WAY in small else None
    if way:
        article = "an" if way.group(1)[0] in "aeiouAEIOU" else "a"
        return f"what is {article} {way.group(1).lower()} way to see it?", "basic"
    return (f"what is the {role.group(1).lower()}?", "basic") if role else None


def _in_number(ask: str, label: str) -> str:
    """`what is the problem?` asked about several."""
    several = label.endswith("s") and not label.endswith(("ss", "us", "is"))
    return _SINGULAR.sub(r"what are the \1s?", ask) if several else ask


def grown(label: str, body: str) -> str:
    """A label of an order of growth with the word that it left out: `Time` before `O(n)`."""
    return f"{label} complexity" if "O" in body[:12] and _ORDER.match(f"{label}:{body}") else label


def attribute_of(label: str, body: str) -> tuple[str, str, Kind] | None:
    """What one of `ATTRIBUTES` asks about its title, where what follows does not say what one is."""
    if _DEFINES.match(body) or says_what_it_does(body):
        return None
    small = label.lower()
    return "", f"what {be(small)} the {small}?", "basic"


def asked_by(ask: str, kind: Kind, body: str) -> tuple[str, Kind]:
    """What a label asks in the light of what follows it: "parameters" their number, "issue" a question."""
    if ask.startswith("which parameters") and _counts(body):
        return "how many parameters are there?", "basic"
    if ask == "what is the problem?" and is_question(body):
        return "what is the question?", "basic"
    return ask, kind


def _counts(body: str) -> bool:
    """Whether a number of things, or a product that gives it, is told."""
    product = _PRODUCT.fullmatch(body.strip("*_`$ .")) or _COUNTED.search(body)
    return bool(product or _NUMBER_FIRST.match(body))


def _retyped(word: str) -> str:
    """A label of one word as it was meant where it is one slip away from a known one, else nothing."""
    if len(word) < LEAST_TYPED or not word.isalpha():
        return ""
    return next((known for known in _TYPED if known[0] == word[0] and _one_slip(word, known)), "")


def _one_slip(one: str, two: str) -> bool:
    """Whether two words differ by one letter, or by two neighbours that changed places."""
    if abs(len(one) - len(two)) > 1:
        return False
    at = next(
        (at for at, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two))
    )
    swapped = one[at + 1 : at + 2] + one[at : at + 1] + one[at + 2 :]
    return two[at:] == swapped or one[at + 1 :] in (two[at:], two[at + 1 :]) or one[at:] == two[at + 1 :]
