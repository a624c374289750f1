"""No page shows what the policy hides: the same worlds, through the browser.

The surfaces that exist: list, filter, search, file of a list, page, its tab of who sees it, the
forms about sharing, notices, attachments. A new surface gets a line in ``PAGES`` or a test here.
"""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from liandu.access.models import Guarded
from liandu.files.models import Attachment, StoredFile
from liandu.findings.models import Finding
from liandu.inspections.models import Inspection
from liandu.notices.models import Notice
from liandu.works.models import SupervisedObject
from tests.oracle import policy
from tests.oracle.tables import NAMES, Loaded
from tests.oracle.test_policy import every, loaded
from tests.people import signed_in

pytestmark = pytest.mark.once

WORLDS = 8
OK, SENSITIVE = 200, 2
LISTS = {
    SupervisedObject.KIND: "works:objects",
    Inspection.KIND: "inspections:inspection_list",
    Finding.KIND: "findings:finding_list",
}
NOWHERE = "01890000-0000-7000-8000-000000000000"
# What differs between two pages of the same words: tokens against forged forms, and the address.
TOKENS = re.compile(r'(name="csrfmiddlewaretoken" value=")[^"]*|(name="next" value=")[^"]*')


def shown(text: str) -> set[int]:
    """Return the numbers of the records that a page names."""
    return {n for n, name in enumerate(NAMES) if f"标段{name}" in text}


def read(answer: Any) -> str:
    """Return the whole of an answer, sent at once or bit by bit."""
    return b"".join(answer).decode("utf-8-sig", errors="replace")


def address(record: Guarded) -> str:
    """Return the page of a record."""
    found: str = record.get_absolute_url()  # type: ignore[attr-defined]
    return found


def attach_and_tell(there: Loaded) -> list[Attachment]:
    """Return one attachment of every record; every user is told of every record."""
    stored = StoredFile.objects.create(
        sha256="0" * 64, sm3="0" * 64, size=1, media_type="image/png", kind="png", path="0"
    )
    Notice.objects.bulk_create(
        Notice(
            record_kind=record.KIND, record_id=record.pk, person=person,
            kind="access.label_changed", at=there.at,
        )
        for record in there.records
        for person in there.people
    )  # fmt: skip
    rows = [
        Attachment(
            record_kind=record.KIND, record_id=record.pk, stored=stored, name=f"标段{NAMES[n]}.png",
            purpose="evidence",
        )
        for n, record in enumerate(there.records)
    ]  # fmt: skip
    return Attachment.objects.bulk_create(rows)


def lists(there: Loaded, browser: Client, seen: set[int]) -> None:
    """Check every list, its files and its search; a file may be refused, but then shows nothing."""
    for kind, name in LISTS.items():
        url, wanted = reverse(name), {n for n in seen if kind == there.records[n].KIND}
        assert shown(read(browser.get(url))) & set(there.ids(kind).values()) == wanted, name
        words = {"": wanted} | {f"标段{NAMES[n]}": wanted & {n} for n in there.ids(kind).values()}
        for word, found in words.items():
            answer = browser.get(url, {"q": word, "export": "csv"})
            assert answer.status_code in {200, 403}
            assert shown(read(answer)) == (found if answer.status_code == OK else set()), name


def pages(there: Loaded, browser: Client, seen: set[int], files: list[Attachment]) -> None:
    """Check every page of every record: there for who may know, else as if there were none."""
    for n, record in enumerate(there.records):
        answer = browser.get(address(record))
        assert answer.status_code == (200 if n in seen else 404), record
        tab = browser.get(f"{address(record)}?tab=sharing")
        assert tab.status_code == answer.status_code
        form = reverse("access:share", args=[int(record.KIND), record.pk])
        assert (browser.get(form).status_code == 404) == (n not in seen)
        preview = browser.get(reverse("files:preview", args=[files[n].pk]))
        assert (preview.status_code == 200) == (n in seen), "attachment"
        if n not in seen:
            absent = browser.get(address(record).replace(str(record.pk), NOWHERE))
            assert TOKENS.sub("", read(absent)) == TOKENS.sub("", read(answer))


def test_no_page_shows_what_the_policy_hides(db: None) -> None:
    def check(there: Loaded) -> None:
        files = attach_and_tell(there)
        for user, person in enumerate(there.people):
            made = enumerate(there.world.records)
            seen = {n for n, one in made if policy.visible(there.world, user, one)}
            browser = signed_in(person)
            if not person.is_active:
                assert browser.get("/account/").status_code == 302
                continue
            lists(there, browser, seen)
            pages(there, browser, seen, files)
            # Notices leave the house by mail: what is sensitive is named by its number there.
            named = {n for n in seen if there.world.records[n].label < SENSITIVE}
            inbox = read(browser.get(reverse("notices:inbox")))
            assert shown(inbox) == named, "notices"
            assert {n for n in range(len(NAMES)) if f"NO-2023-{n:04}" in inbox} >= seen - named

    def at_the_moment_asked(there: Loaded) -> None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(timezone, "now", lambda: there.at)
            check(there)

    every(WORLDS, lambda world: loaded(world, at_the_moment_asked), start=9)
