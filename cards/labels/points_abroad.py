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
_TONGUES = (
    "der die das und ist nicht ein eine von den dem des auch wird im zu",
    "el los las y es una por con del que se en al más lo sin si de ser pueden",
    "le les des est une et dans du que qui au pas il sur la de si par",
    "il gli di che è una per con della del nel non dei sono le la se",
    "o os um uma e é para do da dos não em que ao as mais de por se ser podem",
    "het een en van is niet dat voor met de ook zijn worden bij",
    "och att det som är en av inte den ett på med",
    "i w z na się jest nie do że to są przez od jak",
    "ve bir bu için ile olan olarak de da çok daha en",
)
"""Frequent words of the languages above with Latin letters, in their order."""
_NOTED = re.compile("|".join(f"({labels})" for labels in _ASKED))
_FRONTS = tuple(_ASKED.values())
_SPOKEN = tuple(frozenset(words.split()) for words in _TONGUES)
_WORD = re.compile(r"[^\W\d_]+")
_LETTERS = tuple(
    re.compile(rf"[{signs}]")
    for signs in ("\u0400-\u04ff", "\uac00-\ud7af", "\u3040-\u30ff", "\u4e00-\u9fff")
)
"""Letters that tell the other languages, in their order."""
_KANA = _LETTERS[2]
_SIGNS = "!¡ .！"
_ENDS = (".", "!", "。", "！")
CHINESE = _FRONTS[-1]
LONGEST = 16
"""Letters of such a label."""
ASPECTS = frozenset(
    re.findall(
        r"\S+",
        """einleitung einführung arten typen formen merkmale eigenschaften ursachen gründe folgen
        auswirkungen funktion funktionen aufgaben aufbau bestandteile elemente vorteile nachteile
        beispiel beispiele ziele voraussetzungen bedingungen phasen ablauf symptome behandlung
        therapie diagnose inhalt inhalte bedeutung grenzen
        introducción tipos clases formas características propiedades causas consecuencias efectos
        función funciones estructura partes elementos ventajas desventajas ejemplo ejemplos objetivos
        requisitos condiciones fases etapas síntomas tratamiento diagnóstico contenido importancia
        definición concepto límites clasificación
        introdução propriedades consequências efeitos função funções estrutura vantagens desvantagens
        exemplo exemplos condições sintomas tratamento importância definição conceito limites
        limitações classificação
        introduzione tipi forme caratteristiche proprietà conseguenze effetti funzione funzioni
        struttura parti elementi vantaggi svantaggi esempio esempi obiettivi requisiti condizioni fasi
        sintomi trattamento diagnosi contenuto importanza definizione limiti classificazione
        formes caractéristiques propriétés conséquences effets fonction fonctions éléments
        inconvénients exemple objectifs étapes symptômes traitement contenu
        inleiding soorten vormen kenmerken eigenschappen oorzaken gevolgen functie functies onderdelen
        voordelen nadelen voorbeeld voorbeelden doelen voorwaarden fasen symptomen behandeling inhoud
        belang definitie
        wstęp rodzaje typy cechy właściwości przyczyny skutki funkcja funkcje budowa elementy zalety
        wady przykład przykłady cele warunki etapy fazy objawy leczenie znaczenie definicja
        giriş türleri çeşitleri özellikleri nedenleri sonuçları görevleri yapısı unsurları faydaları
        örnek örnekler amaçları şartları aşamaları belirtileri tedavisi önemi tanımı
        typer egenskaper orsaker följder funktioner fördelar nackdelar exempel
        введение виды типы признаки свойства причины последствия итоги функции строение состав
        элементы преимущества недостатки примеры пример цели условия этапы симптомы лечение значение
        определение
        简介 类型 种类 分类 特点 特征 性质 原因 影响 结果 后果 作用 功能 结构 组成 要素 优点 缺点 例子
        目的 条件 阶段 症状 治疗 意义 定义 内容
        概要 種類 分類 特徴 影響 結果 機能 構造 利点 欠点 例 段階 治療 意義 定義
        개요 종류 유형 분류 특징 성질 원인 영향 결과 기능 구조 요소 장점 단점 예시 목적 조건 단계 증상
        치료 의의 정의""",
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


def ask_remark(title: str, text: str) -> str | None:
    """What a remark behind the cards of a title asks, in the language of its words where they tell it."""
    if not text.rstrip("*_ ").endswith(_ENDS):
        return None
    for front, letters in zip(_FRONTS[len(_TONGUES) :], _LETTERS, strict=True):
        if letters.search(text):
            return front.format(title)
    words = _WORD.findall(text.lower())
    counts = [sum(word in spoken for word in words) for spoken in _SPOKEN]
    best = max(counts)
    return _FRONTS[counts.index(best)].format(title) if best > 1 and counts.count(best) == 1 else None
