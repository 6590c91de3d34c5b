"""What word rules leave alone in a line, and what spans lines."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arlint.text.passages import document_regions
from arlint.text.regions import inline_regions


def found(line: str) -> list[str]:
    return [line[start:end] for start, end in inline_regions(line)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("التقرير على https://example.com/a?b=1 كاملا.", ["https://example.com/a?b=1"]),
        ("راجع (https://ar.wikipedia.org/wiki/ذكاء_(علم)).", ["https://ar.wikipedia.org/wiki/ذكاء_(علم)"]),
        ("زر www.moh.gov.sa، أو se.com.sa.", ["www.moh.gov.sa", "se.com.sa"]),
        ("قالت العربية.نت إن بيت.كوم", ["العربية.نت", "بيت.كوم"]),
        ("موقع.وزارة.مصر/أخبار", ["موقع.وزارة.مصر/أخبار"]),
        ("راسلنا على info@example.com.", ["info@example.com"]),
        ("حساب @openai وموقع JD.com", ["@openai", "JD.com"]),
        ("وسم #الذكاء_الاصطناعي و#DeepSeek", ["#الذكاء_الاصطناعي", "#DeepSeek"]),
        ("حملة MeToo# وحساب alkahrabacare@ هنا", ["MeToo#", "alkahrabacare@"]),
        ("الملف تقرير_2024.pdf و README.md", ["تقرير_2024.pdf", "README.md"]),
        (r"في /etc/hosts و C:\Users\me و ~/x", ["/etc/hosts", r"C:\Users\me", "~/x"]),
        ("نماذج DeepSeek-R1 وgpt-4o-mini وllama3.1:8b", ["DeepSeek-R1", "gpt-4o-mini", "llama3.1:8b"]),
        ("قارنّا DeepSeek-R1-Distill-Qwen-7B مع Llama 3.1", ["DeepSeek-R1-Distill-Qwen-7B"]),
        ("حزمة @scope/pkg و meta-llama/Llama-3.1-8B", ["@scope/pkg", "meta-llama/Llama-3.1-8B"]),
        ("ثبّت بالأمر pip install openai ثم استورد openai في main.py.", ["pip install openai", "openai", "main.py"]),
        ("اكتب from openai import OpenAI, Client ثم", ["from openai import OpenAI, Client"]),
        ("نفّذ docker run -it ollama/ollama. Deepseek شركة", ["docker run -it ollama/ollama"]),
        ("اكتب import openai as ai في أوله", ["import openai as ai"]),
        ("الكود `Openai` و``a ` b``", ["`Openai`", "``a ` b``"]),
        ("المتغير API_KEY والدالة getData()", ["API_KEY", "getData()"]),
        ('استدعاء client.create(model="x") هنا', ['client.create(model="x")']),
        ('كتاب "The Age of AI and Our Future" مهم', ['"The Age of AI and Our Future"']),
    ],
)
def test_protects(line: str, expected: list[str]) -> None:
    assert found(line) == expected


@pytest.mark.parametrize(
    "line",
    [
        "أطلقت شركة Deepseek نموذج DeepSeek V3 بعد Openai و ChatGpt",
        "CI/CD و I/O و OpenAI/Claude و Wi-Fi و Co-Pilot و Linked-In",
        "1-Openai و 2020-2021 و 10:30 و 1,234.5 و C++",
        "اقتباس: G.R.U. و U.K. و الهاوية.ليس و model.It is",
        "OpenAI(أوبن إيه آي) و DeepSeek(R1)",
        'عنوان "Openai Chatbot Chatgpt" آلي',
        "رابط بلا اسم: http:// و @ و # و #1 و &#39;",
        "علامة ` واحدة و _Openai_ و **Meta**",
    ],
)
def test_leaves_visible(line: str) -> None:
    assert found(line) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قال ﴿إن مع\nالعسر﴾ صدق", ["﴿إن مع\nالعسر﴾"]),
        ("﴾أ﴿ ثم ﴾ب﴿", ["﴾أ﴿", "﴾ب﴿"]),
        ("﴿أ بلا إغلاق\nسطر", ["﴿أ بلا إغلاق"]),
        ("﴿أ\n \nب﴾", ["﴿أ"]),
        ("أ ﴾ ب", []),
        ("نص\n```py\nx\n```\nنص\n~~~\ny\n~~~", ["```py\nx\n```", "~~~\ny\n~~~"]),
        ("````\n```\n````", ["````\n```\n````"]),
        ("```\nبلا إغلاق\n\nفقرة", ["```\nبلا إغلاق"]),
        ("نص ``` نص", []),
        (
            r"ليكن $x_1 < a$ و $\frac{1}{m}$ ثم $$\sum x_i \text{// متوسط هذه الحزمة}$$",
            [
                "$x_1 < a$",
                r"$\frac{1}{m}$",
                r"$$\sum x_i \text{// متوسط هذه الحزمة}$$",
            ],
        ),
        ("سعره بين $5 أو 10$ فقط، أو $20 = 20 دولارا فقط لا غير و$", []),
    ],
)
def test_document_regions(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in document_regions(text)] == expected


LINES = st.text(alphabet=st.sampled_from("`@#./\\:-_()\"'[]﴿﴾~ \t1aBاب\u064bpipinstall=+"), max_size=80)


@given(st.text() | LINES)
@settings(max_examples=300, deadline=None)
def test_any_text_gives_sorted_disjoint_spans(text: str) -> None:
    for spans in (inline_regions(text), document_regions(text)):
        last = -1
        for first, stop in spans:
            assert last < first < stop <= len(text)
            last = stop
