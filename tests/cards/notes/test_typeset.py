"""AsciiDoc and LaTeX: what their authors asked, defined and listed becomes cards, with true line numbers."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cards.files.latex import inline
from cards.model import Reading
from cards.suffixes import NOTE_SUFFIXES

ReadText = Callable[..., Reading]

ASCIIDOC = """
= Harbours
Ann Other <ann@example.org>
v2.1
:toc: left

== Signs

Buoy:: Floats and marks the *way*.
Beacon::
Stands on land, see <<light,lighthouses>>.

.Ropes
* Painter: ties a dinghy
** short
* Spring: keeps a ship from moving

[latexmath]
++++
L = 3 d
++++

=== What does a pilot do?

// not for readers
He guides ships link:port.html[into port].

[source,python]
----
# no heading
steer(10)
----

== Lights

.Colours
[cols="1,1"]
|===
|Side |Colour

|Port
|red, as
in wine

|Starboard
|green
|===

NOTE: A ship at anchor shows one white light.
include::other.adoc[]
"""

LATEX = r"""
\documentclass{article}
\newcommand{\R}{\mathbb{R}}
\title{Sets}
\begin{document}
\section{Size}\label{sec:size}
% TODO: more
\begin{definition}[Countable set]
A set whose members can be \emph{numbered}, see \cite{c}.
\end{definition}
\begin{theorem}[Cantor]
No set has as many members as subsets.
\end{theorem}
\subsection{Laws}
\begin{description}
  \item[Union] members of either, 100\% of both
  \item[Meet] members of both
\end{description}
The size of a union:
\begin{align*}
|A| &= 2 \\ % both
 &\quad + |B| - |A \cap B|
\end{align*}
\begin{tabular}{lr}
\hline
Set & Size \\ \hline
$\emptyset$ & 0 \\
$\{1\}$ & 1 \\
\end{tabular}
\begin{question}
Is the empty set a subset of each set?
\end{question}
\begin{solution}
Yes.
\end{solution}
\section{Code}
\begin{lstlisting}[language=Python]
a | b  # \end
\end{lstlisting}
\end{document}
"""


def cards_of(reading: Reading) -> list[tuple[str, str, int]]:
    return [(card.front, card.back, card.source.start) for card in reading.cards]


def test_asciidoc(read_text: ReadText) -> None:
    reading = read_text(ASCIIDOC, "harbour.adoc")
    assert cards_of(reading) == [
        ("What is Buoy? (Harbours)", "Floats and marks the **way**.", 6),
        ("Explain: Beacon (Signs)", "Stands on land, see lighthouses.", 9),
        ("What is Painter? (Ropes)", "ties a dinghy\n\n- short", 12),
        ("What does Spring do? (Ropes)", "keeps a ship from moving", 15),
        ("What is the formula of Signs (Harbours)?", "$$\nL = 3 d\n$$", 18),
        (
            "What does a pilot do? (Harbours)",
            "He guides ships [into port](port.html).\n\n```python\n# no heading\nsteer(10)\n```",
            22,
        ),
        ("What is the colour of Port? (Colours)", "red, as in wine", 33),
        ("What is the colour of Starboard? (Colours)", "green", 44),
        ("Lights (Harbours): what should be noted?", "A ship at anchor shows one white light.", 48),
    ]
    assert [card.deck for card in reading.cards] == ["Harbours"] * len(reading.cards)


def test_latex(read_text: ReadText) -> None:
    assert cards_of(read_text(LATEX, "sets.tex")) == [
        ("What is Countable set (Size)?", "A set whose members can be *numbered*.", 5),
        ("What does Cantor theorem (Size) say?", "No set has as many members as subsets.", 10),
        ("What is Union? (Laws)", "members of either, 100% of both", 13),
        ("What is Meet? (Laws)", "members of both", 16),
        (
            "What is the formula of The size of a union (Laws)?",
            "$$\\begin{aligned}\n|A| &= 2 \\\\ % both\n &\\quad + |B| - |A \\cap B|\n\\end{aligned}$$",
            18,
        ),
        ("What is the size of $\\emptyset$? (Laws)", "0", 26),
        ("What is the size of $\\{1\\}$? (Laws)", "1", 27),
        ("Is the empty set a subset of each set?", "Yes.", 29),
        ("Write the code: Code (Sets)", "```python\na | b  # \\end\n```", 35),
    ]


@pytest.mark.parametrize("file", ["sets.md", "sets.txt", "sets"])
def test_latex_under_another_name(read_text: ReadText, file: str) -> None:
    assert cards_of(read_text(LATEX, file)) == cards_of(read_text(LATEX, "sets.tex"))


def test_markdown_with_some_latex_stays_markdown(read_text: ReadText) -> None:
    text = "# Sets\n## What is \\LaTeX?\nA *system* that `\\documentclass` opens, 100% free.\n"
    assert cards_of(read_text(text))[0][1] == "A *system* that `\\documentclass` opens, 100% free."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"\textbf{a \emph{b}} and \texttt{c}", "**a *b*** and `c`"),
        (r"$\textbf{x} \% y$ is 5\%", r"$\textbf{x} \% y$ is 5%"),
        (r"\href{https://e.org}{page}~and \url{https://e.org}", "[page](https://e.org) and <https://e.org>"),
        (r"``so'' -- he said --- it is\footnote{Or not.} \ldots", '"so" – he said — it is (Or not.) …'),
        (r"as in \ref{eq:1}, cf.~\cite[p.~3]{knuth}", "as in"),
        (r"\includegraphics[width=3cm]{a.png}\caption{Two sets}", "![](a.png)Two sets"),
    ],
)
def test_inline_commands_of_latex(text: str, expected: str) -> None:
    assert inline(text).strip() == expected


@pytest.mark.parametrize("text", ["= T\n\n----\ncode", "= T\n|===\n|a", "////", "|===\n|===", "= T\n++++\n"])
def test_what_is_never_closed_in_asciidoc_ends_with_the_file(read_text: ReadText, text: str) -> None:
    assert len(read_text(text, "n.adoc").cards) <= 1


def test_both_are_notes_in_a_folder() -> None:
    assert {".adoc", ".asciidoc", ".rst", ".tex"} <= NOTE_SUFFIXES


def test_slides_of_beamer(read_text: ReadText) -> None:
    reading = read_text(
        r"""
        \documentclass{beamer}
        \title{Harbours}
        \begin{document}
        \frame{\titlepage}
        \begin{frame}{Moles}
          \begin{itemize}
            \item<1-> Keep \alert<2>{waves} out of the inner harbour
            \item<2-> Carry lights that ships see from far away
          \end{itemize}
          \pause
          \begin{block}<3->{Length}
            As long as the bay is wide.
          \end{block}
        \end{frame}
        \begin{frame}[fragile]
          \frametitle{What is a quay?}
          \begin{columns}
            \column{0.5\textwidth}
            A wall for ships.
            \only<2>{It is straight.}
          \end{columns}
        \end{frame}
        \end{document}
        """,
        "slides.tex",
    )
    assert [(card.front, card.back) for card in reading.cards] == [
        (
            "Moles (Harbours): what are the 2 main points?",
            "- Keep **waves** out of the inner harbour\n- Carry lights that ships see from far away",
        ),
        ("Explain: Length (Moles)", "As long as the bay is wide."),
        ("What is a quay?", "A wall for ships.\nIt is straight."),
    ]
