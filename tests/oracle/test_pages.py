"""No page shows what the policy hides: the same worlds, through the browser.

The surfaces that exist: list, filter, search, palette, opened lately, file of a list, page, its
tab of who sees it, forms about sharing, notices, attachments, mail, calendars. A new surface gets
a line or a test.
"""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from liandu.access.models import Guarded
from liandu.committees.models import Committee
from liandu.consultations.models import Consultation
from liandu.cooperation.models import CooperationRequest
from liandu.figures.models import Reconciliation, Snapshot
from liandu.files.models import Attachment, StoredFile
from liandu.findings.models import Finding
from liandu.inspections.models import Inspection
from liandu.meetings.models import Meeting
from liandu.notices import actions as notices
from liandu.notices.models import Mail, Notice
from liandu.notices.queries import calendar_entries, calendars, told_in
from liandu.orgs.queries import actor_for
from liandu.papers.models import Paper
from liandu.programme.models import SupervisionProject
from liandu.sharing.models import SharedItem
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
    Paper.KIND: "papers:paper_list",
    Snapshot.KIND: "figures:snapshots",
    Reconciliation.KIND: "figures:reconciliations",
    Committee.KIND: "committees:committee_list",
    Meeting.KIND: "meetings:meeting_list",
    SupervisionProject.KIND: "programme:project_list",
    CooperationRequest.KIND: "cooperation:request_list",
    SharedItem.KIND: "sharing:item_list",
    Consultation.KIND: "consultations:consultation_list",
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


def with_words(there: Loaded, seen: set[int]) -> set[int]:
    """Return those that are searched by words of their own: not receipts of what was shared."""
    return {n for n in seen if there.records[n].WORDS}


def search(there: Loaded, browser: Client, person: Any, seen: set[int]) -> None:
    """Check the search, the palette, and what was opened lately by whoever sat here before."""
    seen = with_words(there, seen)
    found = browser.get(reverse("search:results"), {"q": "标段"})
    assert shown(read(found).replace("<mark>", "").replace("</mark>", "")) == seen, "search"
    palette = {"path": reverse("search:palette"), "headers": {"HX-Request": "true"}}
    assert shown(read(browser.get(data={"q": "标段"}, **palette))) == seen, "palette"
    kept = [f"{int(record.KIND)}-{record.pk}" for record in there.records]
    browser.cookies["recent"] = ".".join((str(person.pk), *kept))
    assert shown(read(browser.get(**palette))) == seen, "opened lately"
    browser.cookies["recent"] = ".".join((str(person.pk + 1), *kept))
    assert shown(read(browser.get(**palette))) == set(), "opened by somebody else"


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


def numbered(there: Loaded) -> set[int]:
    """Return the records that have a number to be told by."""
    return {n for n, one in enumerate(there.records) if hasattr(one, "number")}


def by_number(text: Any) -> set[int]:
    """Return the records whose number stands in a text."""
    return {n for n in range(len(NAMES)) if f"NO-2023-{n:04}" in text}


def outside(there: Loaded, person: Any, seen: set[int], named: set[int]) -> None:
    """Check what leaves the house: mail and the calendar, which anybody may come to read."""
    Mail.objects.filter(person=person).delete()
    mail = Mail.objects.create(
        person=person, message_id=f"<{person.pk}>", made_at=there.at, next_at=there.at
    )
    Notice.objects.filter(person=person).update(mail=mail)
    letter = notices.letter(mail, told_in(mail))
    for text in (letter.body, str(letter.alternatives[0].content)):
        assert shown(str(text)) == named, "mail"
        assert by_number(text) == seen & numbered(there), "mail"
    calendar = " ".join(entry.words for entry in calendar_entries(person, there.at))
    visits = set(there.ids(Inspection.KIND).values())
    has_post = bool(actor_for(person.pk, there.at, admin=person.admin).post_id)
    assert shown(calendar) == (named & visits if has_post else set()), "calendar"


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
            search(there, browser, person, seen)
            pages(there, browser, seen, files)
            # Notices leave the house by mail: what is sensitive is named by its number there.
            named = {n for n in seen if there.world.records[n].label < SENSITIVE}
            inbox = read(browser.get(reverse("notices:inbox")))
            assert shown(inbox) == named, "notices"
            assert by_number(inbox) >= (seen - named) & numbered(there)
            outside(there, person, seen, named)

    def at_the_moment_asked(there: Loaded) -> None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(timezone, "now", lambda: there.at)
            patch.setattr(calendars, "BEHIND", timedelta(days=9000))
            check(there)

    every(WORLDS, lambda world: loaded(world, at_the_moment_asked), start=9)
