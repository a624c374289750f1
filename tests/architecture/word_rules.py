"""How a Chinese office writes: rules about translations, and about what files may name."""

import re

STALE = ("进行", "开展", "赋能", "闭环", "抓手", "予以", "!", "！")
TERMS_OF_LAW = ("予以了结", "进行中")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
HALF_WIDTH = re.compile(r"[\u4e00-\u9fff][,;:?]|[,;:?][\u4e00-\u9fff]")
# Spelt with brackets so that this file passes its own rule.
ONE_MACHINE = re.compile(
    r"(?:^|[^\w.-])/(?:(?:wor[k]|far[m]|roo[t])(?![\w-])|(?:tm[p]|hom[e]|mn[t])/[a-z])"
)
REGISTRY = re.compile(
    r"registry\.npm[j]s|registry\.npm[m]irror|pypi\.or[g]/simple|pythonhos[t]ed"
    r"|mirrors?\.\w+\.(?:edu|com|org|cn)|\"resolved\":\s*\"http",
    re.IGNORECASE,
)
ADDRESS = re.compile(r"https?://")
SOURCE_LINE = re.compile(
    r"^[\s-]*(?:index-url|extra-index-url|find-links|registry)\b", re.MULTILINE
)


def stale_words(chinese: str) -> list[str]:
    """Find the words of slogans, and marks that shout or are of the wrong width."""
    text = chinese
    for term in TERMS_OF_LAW:
        text = text.replace(term, "")
    found = [f"{word!r} in {chinese!r}" for word in STALE if word in text]
    if HALF_WIDTH.search(PLACEHOLDER.sub("", text)):
        found.append(f"half-width punctuation in {chinese!r}")
    return found


def lost_placeholders(english: str, chinese: str) -> list[str]:
    """Find places for values that a translation lost or made up."""
    wanted, there = set(PLACEHOLDER.findall(english)), set(PLACEHOLDER.findall(chinese))
    return [f"{part} of {english!r}" for part in sorted(wanted ^ there)]


def machine_paths(text: str) -> list[str]:
    """Find paths that exist on one machine alone."""
    return [
        f"line {number}: {line.strip()[:80]}"
        for number, line in enumerate(text.splitlines(), 1)
        if ONE_MACHINE.search(line)
    ]


def registry_hosts(name: str, text: str) -> list[str]:
    """Find the address of a package registry; in locks and npm's settings, any address."""
    strict = name.startswith("requirements") or name == ".npmrc"
    found = ["names a registry"] if REGISTRY.search(text) else []
    if strict and (ADDRESS.search(text) or SOURCE_LINE.search(text)):
        found.append("holds an address")
    return found
