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
                    "A\n\nIt says what it is given.",
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
                ("What is a leaf? (Trees)", "- A node without children."),
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
    ],
)
def test_notes_by_others(pairs: Pairs, text: str, expected: list[tuple[str, str]]) -> None:
    found = pairs(text)
    assert found[: len(expected)] == expected
