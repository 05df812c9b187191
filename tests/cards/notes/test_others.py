"""Notes as others write them: interview questions, folded answers, tables of contents of all shapes."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Pairs = Callable[..., list[tuple[str, str]]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            """
            # Interview Questions

            ### Contents

            | No. | Questions |
            | --- | --------- |
            |     | **Core** |
            | 1   | [What is a heap?](#what-is-a-heap) |
            | 2   | [What is a root?](#what-is-a-root) |
            | 3   | [What is a leaf?](#what-is-a-leaf) |
            | 4   | [What is a tree?](#what-is-a-tree) |

            1. ### What is a heap?

               A tree with order.

               ```py
               heap[0]
               ```

               **[⬆ Back to Top](#contents)**

            2. ### What is a root?

               The top.

               **[⬆ Back to Top](#contents)**
            """,
            [
                ("What is a heap?", "A tree with order.\n\n```py\nheap[0]\n```"),
                ("What is a root?", "The top."),
            ],
            id="headings in list items below a table of links",
        ),
        pytest.param(
            """
            ###### 1. What's the output?

            ```js
            say(1)
            ```

            - A: `1`
            - B: `2`

            <details><summary><b>Answer</b></summary>
            <p>

            #### Answer: A

            It says what it is given.

            </p>
            </details>

            ---

            ###### 2. What's the output?

            ```js
            say(2)
            ```

            <details><summary>Show answer</summary>It says two.</details>
            """,
            [
                (
                    "What's the output?\n\n```js\nsay(1)\n```\n\n- A: `1`\n- B: `2`",
                    "A) `1`\n\nIt says what it is given.",
                ),
                ("What's the output?\n\n```js\nsay(2)\n```", "It says two."),
            ],
            id="answers folded below the question",
        ),
        pytest.param(
            """
            #### 1) What is a heap? [[src](https://x.org/a)]
            A tree.
            #### 2) Why a heap? [[Answer]](https://x.org/b)
            [![Build](https://img.shields.io/b.svg)](https://ci.org)
            It is fast.
            """,
            [("What is a heap?", "A tree."), ("Why a heap?", "It is fast.")],
            id="sources behind the question",
        ),
        pytest.param(
            """
            ## Trees
            1. **What is a heap?**
               A tree with order.
            2. **What is a root?** The top.
            3. What is a leaf?
               - A node without children.
            """,
            [
                ("What is a heap? (Trees)", "A tree with order."),
                ("What is a root? (Trees)", "The top."),
                ("What is a leaf? (Trees)", "A node without children."),
            ],
            id="numbered questions",
        ),
        pytest.param(
            """
            ### Q1. What is a heap?
            **A.** A tree.

            ### Q2: What is a root?
            **Answer:**

            The top.

            ### Question 3) What is a leaf?
            Ans: The end.
            """,
            [
                ("What is a heap?", "A tree."),
                ("What is a root?", "The top."),
                ("What is a leaf?", "The end."),
            ],
            id="answers behind a label",
        ),
        pytest.param(
            """
            <details>
            <summary>What is a heap?</summary>
            <br>
            A tree with order.
            </details>
            <details>
            <summary><b>2. What is a root?</b></summary><br>

            ## In short
            The top.

            </details>
            """,
            [("What is a heap?", "A tree with order.")],
            id="questions that fold",
        ),
        pytest.param(
            """
            <a name="heap"></a>
            ## What is a heap?
            A tree.
            <br/>
            ### Empty?
            Answer here

            ### Open?
            TBD
            """,
            [("What is a heap?", "A tree.")],
            id="anchors and placeholders",
        ),
        pytest.param(
            """
            # 学习笔记
            ## 目录
            - [堆](#堆)
            - [根](#根)
            ## 什么是堆？
            一种有序的树。
            ## 优点：速度很快
            """,
            [("什么是堆？", "一种有序的树。"), ("优点（学习笔记）", "速度很快")],
            id="another language",
        ),
        pytest.param(
            """
            # 12 Tree Questions 2023
            A collection of questions for gardeners.

            ### 1. Explain how a heap keeps its order. [[src]](https://x.org)
            It swaps.

            ### 2. Name different kinds of heaps.
            * Binary: two children
            * Ternary: three

            ### 3. What are leaves? Explain each briefly.
            The ends.

            ### 4. State space
            A set of all states.
            """,
            [
                ("Explain how a heap keeps its order.", "It swaps."),
                ("Name different kinds of heaps.", "- Binary: two children\n- Ternary: three"),
                ("What are leaves? Explain each briefly.", "The ends."),
                ("What is State space?", "A set of all states."),
            ],
            id="tasks below a title that introduces",
        ),
        pytest.param(
            """
            # Sewing interview questions

            ## Question 1

            **What holds two pieces together and why?**

            **Answer:** A seam, because thread is strong.

            ## Question 2

            **Describe the difference between silk and wool.**

            **Answer:** _[To be filled]_

            #### Q3: How do you keep a hem flat?

            **Answer:** Press it.

            _More reading: [Hems](https://x.org/hems)_
            """,
            [
                ("What holds two pieces together and why? (Sewing)", "A seam, because thread is strong."),
                ("How do you keep a hem flat?", "Press it."),
            ],
            id="headings that only count",
        ),
        pytest.param(
            """
            Q. What is a selvage?
            Ans. The woven edge.

            Q2) Why prewash?
            A2) Cloth shrinks.

            Front: What is a dart?
            Back: A folded wedge.
            """,
            [
                ("What is a selvage?", "The woven edge."),
                ("Why prewash?", "Cloth shrinks."),
                ("What is a dart?", "A folded wedge."),
            ],
            id="labels of all kinds",
        ),
        pytest.param(
            """
            ## Cloth
            ### Which cloth does not stretch?
            - [ ] Jersey
            - [x] Twill
            - [ ] Rib

            It is woven.

            ### 2. Which of these is a fibre?
            A. Satin
            B. Linen
            C. Velvet

            **Answer: B**

            ### [T/F] Felt is woven
            F, it is pressed.
            """,
            [
                (
                    "Which cloth does not stretch?\n\n- Jersey\n- Twill\n- Rib",
                    "Twill\n\nIt is woven.",
                ),
                (
                    "Which of these is a fibre? (Cloth)\n\nA. Satin  \nB. Linen  \nC. Velvet",
                    "B. Linen",
                ),
                ("True or false: Felt is woven", "False: it is pressed"),
            ],
            id="choices",
        ),
        pytest.param(
            """
            # Week 3 | 2021-05-06

            warp -> the long threads
            weft -> the cross threads

            why does denim fade?
            -> only the warp is dyed

            *** NOTE: wash cold ***
            """,
            [
                ("What is warp?", "the long threads"),
                ("What is weft?", "the cross threads"),
                ("Why does denim fade?", "only the warp is dyed"),
                ("What should be noted?", "wash cold"),
            ],
            id="notes below a date",
        ),
        pytest.param(
            """
            ## Tools
            Bodkin
            : blunt needle for cord

            Awl
            : pointed tool for holes
            """,
            [
                ("What is Bodkin? (Tools)", "blunt needle for cord"),
                ("What is Awl? (Tools)", "pointed tool for holes"),
            ],
            id="terms above their definitions",
        ),
        pytest.param(
            """
            ### Pros & Cons of felt 🧵
            👍 Pros
            - does not fray
            👎 Cons
            - pills
            """,
            [
                ("Felt: what are the advantages?", "does not fray"),
                ("Felt: what are the disadvantages?", "pills"),
            ],
            id="emoji before labels",
        ),
        pytest.param(
            """
            - # Stitches
              - ## Backstitch
                - A stitch that goes back by half.
              - Basting is sewn to be taken out, and it holds the layers.
            - {{embed ((62b1e92e-fb34))}}
            """,
            [
                ("What is Backstitch (Stitches)?", "A stitch that goes back by half."),
                ("Explain: Stitches", "Basting is sewn to be taken out, and it holds the layers."),
            ],
            id="an outline goes on behind an item with a heading",
        ),
        pytest.param(
            """
            <table>
            <tr><th>Cloth</th><th>Fibre</th></tr>
            <tr><td>Denim</td><td>cotton</td></tr>
            <tr><td>Tweed</td><td>wool</td></tr>
            </table>
            """,
            [("Denim: Fibre?", "cotton"), ("Tweed: Fibre?", "wool")],
            id="tables in HTML",
        ),
        pytest.param(
            """
            ## 1\\. What is piping?[^1]
            A cord in a seam.

            [^1]: see the book

            ## 二、什么是缝？
            线把布连在一起。
            """,
            [("What is piping?", "A cord in a seam."), ("什么是缝？", "线把布连在一起。")],
            id="numbers of all scripts, footnotes",
        ),
        pytest.param(
            """
            ## Threads
            - What is floss?
              Six loose strands.
            - Which needle?
              A blunt one.
            """,
            [
                ("What is floss? (Threads)", "Six loose strands."),
                ("Which needle? (Threads)", "A blunt one."),
            ],
            id="short questions",
        ),
    ],
)
def test_notes_by_others(pairs: Pairs, text: str, expected: list[tuple[str, str]]) -> None:
    found = pairs(text)
    assert found[: len(expected)] == expected
