"""The words before questions and answers, in the languages in which notes by learners are found.

As pieces of patterns; what stands around them is the business of who looks for them.
"""

from __future__ import annotations

import re

QUESTION_WORDS = (
    "Question|Ques|Que|Qn|Front|Frage|Pregunta|Pergunta|Domanda|Vraag|Fråga|Soru|Pytanie|Otázka"
    "|Pertanyaan|Câu hỏi|Вопрос|Питання|Ερώτηση|שאלה|السؤال|سؤال|پرسش|سوال"
    "|प्रश्न|প্রশ্ন|คำถาม|问题?|問題?|質問|設問|질문|문제"
)
ANSWER_WORDS = (
    "Ans|Answer|Soln?|Back|Antwort|Lösung|Respuesta|Solución|Soluzione|Solução|Resposta|Réponse|Risposta|Antwoord|Svar|Cevap|Yanıt|Odpowiedź|Odpověď"
    "|Jawaban|Trả lời|Đáp án|Ответ|Відповідь|Απάντηση|תשובה|الجواب|الإجابة|إجابة|جواب|پاسخ|उत्तर|উত্তর|คำตอบ"
    "|答案?|回答|答え|解答|답변|정답|답"
)
FIRST_LETTERS = frozenset("QqFfPpDVvSsOCcВПΕשاسپप" + "পค问問質設질문")
"""With which the words for a question begin."""
MARKED_ANSWER = re.compile(r"(?i)\s*[*_]*(?:the |correct |right )?(?:answer|ans)\b")
"""The beginning of a line that says that it is the answer."""
BELONGS = re.compile(
    r"(?:explanations?|hints?|details?|follow-?up|source|code|output|proof|step \d+|case \d+"
    r"|пример|ejemplo|exemple|exemplo|esempio|beispiel|voorbeeld|例[子文え]?|예시?|مثال|उदाहरण|παράδειγμα)\b.*",
    re.IGNORECASE,
)
"""Labels of what goes with an answer."""
