"""What is looked for on every page: what axe knows, overflow, English, the way of the keyboard."""

import re
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

WIDTHS = (1440, 390)
HEIGHT = 900
# What is asked of style sheets as such is no part of our rules: they need not be fetched again.
AXE = {"resultTypes": ["violations"], "preload": False}
# On a phone what is drawn is the same; what can differ is where it stands and what is shown.
ON_PHONE = ["target-size", "scrollable-region-focusable", "button-name", "link-name", "label"]
AXE_OF = {WIDTHS[0]: AXE, WIDTHS[1]: {**AXE, "runOnly": {"type": "rule", "values": ON_PHONE}}}
# Names and abbreviations that a Chinese page may spell in Latin letters.
LATIN = {"Liandu", "Excel", "English", "xlsx", "csv", "zip", "json", "Merkle", "Ctrl", "Enter"}
WORDS = """() => {
  const found = [], seen = (e) => e.checkVisibility({visibilityProperty: true});
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const at = walk.currentNode.parentElement;
    if (seen(at) && !at.closest("[lang]:not(html), script, .mono, .hash, .swatches, code, kbd"))
      found.push(walk.currentNode.data);
  }
  for (const name of ["aria-label", "title", "placeholder", "alt"])
    for (const at of document.querySelectorAll(`[${name}]`))
      if (seen(at) && !at.closest("[lang]:not(html)")) found.push(at.getAttribute(name));
  return found;
}"""
FOCUS = """() => {
  const at = document.activeElement, look = getComputedStyle(at), box = at.getBoundingClientRect();
  return {skips: at.matches("a.skip"), must: !!document.querySelector("nav"),
    drawn: at === document.body || look.boxShadow !== "none"
      || parseFloat(look.outlineWidth) > 0 && look.outlineStyle !== "none",
    there: box.width > 0 && box.bottom > 0 && box.right > 0};
}"""


def faults(page: Page) -> list[str]:
    """Return all that is wrong with the page, at both widths."""
    found = [*english(page), *keyboard(page)]
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        found += [f"{width}: {fault}" for fault in at_this_width(page, AXE_OF[width])]
    page.set_viewport_size({"width": WIDTHS[0], "height": HEIGHT})
    return found


def at_this_width(page: Page, options: dict[str, Any]) -> list[str]:
    """Return what axe finds, and whether the page is wider than the screen."""
    violations: list[dict[str, Any]] = Axe().run(page, options=options).response["violations"]
    found = [
        f"{one['id']} {node['target']} {node['html'][:120]}"
        for one in violations for node in one["nodes"][:3]
    ]  # fmt: skip
    wider = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return [*found, f"{wider} px too wide"] if wider > 0 else found


def english(page: Page) -> list[str]:
    """Return what can be read in English on a page that is in Chinese."""
    texts = page.evaluate(WORDS)
    return [f"English: {text.strip()}" for text in texts if len(latin_words(text)) > 1]


def latin_words(text: str) -> list[str]:
    """Return the words in Latin letters that belong to no Chinese page; codes are no words."""
    found = re.findall(r"[A-Za-z0-9_.-]{2,}", text)
    return [word for word in found if re.fullmatch("[A-Za-z]?[a-z]+", word) and word not in LATIN]


def keyboard(page: Page) -> list[str]:
    """Return what keeps a person without a mouse from finding their way."""
    # From the top, wherever the page put the focus when it opened.
    page.evaluate("document.body.tabIndex = -1; document.body.focus()")
    page.keyboard.press("Tab")
    first = page.evaluate(FOCUS)
    found = []
    if first["skips"] and first["there"]:
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
    elif first["must"]:
        found.append("Tab does not lead to the skip link")
    return found if page.evaluate(FOCUS)["drawn"] else [*found, "focus cannot be seen"]
