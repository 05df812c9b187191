"""Labels in other languages: remarks (`Merke`, `Ojo`, `À retenir`, `注意`) with what they ask, and aspects.

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
ASPECTS = frozenset(
    re.findall(
        r"\S+",
        """arten typen formen merkmale eigenschaften ursachen gründe folgen auswirkungen funktion
        funktionen aufgaben aufbau bestandteile elemente vorteile nachteile beispiel beispiele ziele
        voraussetzungen bedingungen phasen ablauf symptome behandlung therapie diagnose inhalt inhalte
        bedeutung grenzen
        tipos clases formas características propiedades causas consecuencias efectos función funciones
        estructura partes elementos ventajas desventajas ejemplo ejemplos objetivos requisitos
        condiciones fases etapas síntomas tratamiento diagnóstico contenido importancia definición
        concepto límites clasificación
        propriedades consequências efeitos função funções estrutura vantagens desvantagens exemplo
        exemplos condições sintomas tratamento importância definição conceito limites limitações
        classificação
        tipi forme caratteristiche proprietà conseguenze effetti funzione funzioni struttura parti
        elementi vantaggi svantaggi esempio esempi obiettivi requisiti condizioni fasi sintomi
        trattamento diagnosi contenuto importanza definizione limiti classificazione
        formes caractéristiques propriétés conséquences effets fonction fonctions éléments inconvénients
        exemple objectifs étapes symptômes traitement contenu
        soorten vormen kenmerken eigenschappen oorzaken gevolgen functie functies onderdelen voordelen
        nadelen voorbeeld voorbeelden doelen voorwaarden fasen symptomen behandeling inhoud belang
        definitie
        rodzaje typy cechy właściwości przyczyny skutki funkcja funkcje budowa elementy zalety wady
        przykład przykłady cele warunki etapy fazy objawy leczenie znaczenie definicja
        türleri çeşitleri özellikleri nedenleri sonuçları görevleri yapısı unsurları faydaları örnek
        örnekler amaçları şartları aşamaları belirtileri tedavisi önemi tanımı
        typer egenskaper orsaker följder funktioner fördelar nackdelar exempel
        виды типы признаки свойства причины последствия итоги функции строение состав элементы
        преимущества недостатки примеры пример цели условия этапы симптомы лечение значение определение
        类型 种类 分类 特点 特征 性质 原因 影响 结果 后果 作用 功能 结构 组成 要素 优点 缺点 例子 目的
        条件 阶段 症状 治疗 意义 定义 内容
        種類 分類 特徴 影響 結果 機能 構造 利点 欠点 例 段階 治療 意義 定義
        종류 유형 분류 특징 성질 원인 영향 결과 기능 구조 요소 장점 단점 예시 목적 조건 단계 증상 치료
        의의 정의""",
    )
)
"""Titles of what is told of a thing, its kinds, causes and parts: they say nothing without it."""


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
