"""The house rules about templates, each as a function from a template's text to what is wrong."""

import re

LONGEST = 120
COMMENT = re.compile(
    r"\{#.*?#\}|\{%\s*comment\b.*?%\}.*?\{%\s*endcomment\s*%\}|<!--.*?-->", re.DOTALL
)
TRANSLATED = re.compile(
    r"\{%\s*blocktrans(?:late)?\b.*?%\}.*?\{%\s*endblocktrans(?:late)?\s*%\}", re.DOTALL
)
CODE = re.compile(r"<(script|style|code|pre|kbd)\b.*?</\1>", re.DOTALL)
CLASS_NAMES = re.compile(r"\{% block \w*class %\}[\w -]*\{% endblock[^%]*%\}")
FOREIGN = re.compile(r"<(\w+)\b[^>]*\slang=\"[\w-]+\"[^>]*>.*?</\1>", re.DOTALL)
TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
ELEMENT = re.compile(r"<[^>]*>", re.DOTALL)
SPOKEN = re.compile(r"""\b(?:title|placeholder|alt|aria-label|aria-description)\s*=\s*"([^"]*)\"""")
LETTERS = re.compile(r"[A-Za-z\u4e00-\u9fff]{2,}")
# The same in every language.
NAMES = re.compile(r"\b(?:CSV|Excel|JSON|OC4IDS|SHA-256|SM3|SQLite|PostgreSQL)\b")
ENTITY = re.compile(r"&\w+;")

UNSAFE = {
    "an inline style": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "an inline handler": re.compile(r"<[^>]*\s(?:on[a-z]+|hx-on[:\w-]*)\s*=", re.IGNORECASE),
    "an inline script": re.compile(
        r"<script\b(?![^>]*\bsrc=)(?![^>]*type=[\"']application/json[\"'])", re.IGNORECASE
    ),
    "a script address": re.compile(r"[\"']\s*javascript:", re.IGNORECASE),
    "an address elsewhere": re.compile(
        r"<(?:script|link|img|iframe)\b[^>]*\b(?:src|href)=[\"'](?:https?:)?//", re.IGNORECASE
    ),
}


UNESCAPED = re.compile(r"\|\s*safe\b|\{%\s*autoescape\s+off")


def unsafe(text: str) -> list[str]:
    """Find what the content security policy forbids, and text that escapes escaping."""
    text = COMMENT.sub("", text)
    markup = TAG.sub("", text)
    found = [what for what, pattern in UNSAFE.items() if pattern.search(markup)]
    return [*found, "unescaped text"] if UNESCAPED.search(text) else found


def open_forms(text: str) -> list[str]:
    """Find forms that post without the token that guards against forgery."""
    forms = re.findall(
        r"<form\b[^>]*method=[\"']post[\"'].*?</form>", text, re.DOTALL | re.IGNORECASE
    )
    return ["a form without csrf_token" for form in forms if "csrf_token" not in form]


def long_template(text: str) -> list[str]:
    """Find out whether a template is too long."""
    count = len(text.splitlines())
    return [f"{count} lines of {LONGEST}"] if count > LONGEST else []


def untranslated(text: str) -> list[str]:
    """Find words on screen, or read aloud, that pass by the translations."""
    for apart in (COMMENT, TRANSLATED, CODE, CLASS_NAMES, FOREIGN):
        text = apart.sub("", text)
    text = TAG.sub("", text)
    parts = [*SPOKEN.findall(text), *ELEMENT.sub("\n", text).splitlines()]
    words = (NAMES.sub("", ENTITY.sub("", part)).strip() for part in parts)
    return [repr(part) for part in words if LETTERS.search(part)]
