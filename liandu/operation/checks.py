"""What the doctor looks at: each check says how it stands, and what to do if not well."""

import shutil
import stat
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from liandu.access import second_wall
from liandu.audit import verifying
from liandu.audit.actions import seal_events
from liandu.engines import clamd
from liandu.engines.oidc import Fault, Unknown
from liandu.engines.papers import missing
from liandu.keys.queries import (
    are_passwords_off,
    count_of_unconnected,
    has_provider,
    provider,
    site,
)
from liandu.keys.rules import FOR_ALL
from liandu.operation import queries
from liandu.orgs.queries import clearances, count_of_security_administrators, waiting
from liandu.search.actions import differing

OTHERS = stat.S_IRWXG | stat.S_IRWXO
LEAST_FREE, LEAST_SHARE = 2 * 1024**3, 0.05
OLDEST_POSTGRES = 15_00_00
PATIENCE = timedelta(minutes=2)
MINUTE = timedelta(minutes=1)
PAIR = 2
SKEW = timedelta(seconds=10)
LOCAL = {"127.0.0.1", "localhost", "[::1]", "testserver"}


@dataclass(frozen=True, slots=True)
class Told:
    """What one check found: how it stands, and advice where it does not stand well."""

    says: str
    advice: str = ""


Check = Callable[[bool], Told]


def look_at_settings(_whole: bool) -> Told:
    """Find settings that are right for a first look and wrong for work."""
    faults = []
    if settings.DEBUG:
        faults.append(_("LIANDU_DEBUG shows faults in full to whoever meets them: switch it off"))
    if set(settings.ALLOWED_HOSTS) - LOCAL and not settings.HTTPS:
        faults.append(_("Others reach this site without TLS: set LIANDU_HTTPS=yes behind it"))
    if set(settings.ALLOWED_HOSTS) - LOCAL and site() is None:
        faults.append(_("Passkeys need LIANDU_URL to be the site's address with https"))
    if "*" in settings.ALLOWED_HOSTS:
        faults.append(_("LIANDU_HOSTS answers to any name: name those of this site"))
    faults += [
        _("Others can read %(path)s: chmod go= %(path)s") % {"path": path}
        for path in (settings.DATA_DIR, settings.DATA_DIR / "secret-key")
        if path.exists() and stat.S_IMODE(path.stat().st_mode) & OTHERS
    ]
    return Told(_("settings"), "; ".join(faults))


def look_at_database(whole: bool) -> Told:
    """Say whether the database answers, is new enough and, looked at whole, is in order."""
    connection.ensure_connection()
    told: Any = connection.connection
    if connection.vendor == "postgresql":
        version = told.info.server_version
        says = f"PostgreSQL {version // 10000}.{version % 10000}"
        return Told(says, _("Use PostgreSQL 15 or newer") if version < OLDEST_POSTGRES else "")
    with connection.cursor() as cursor:
        cursor.execute("SELECT sqlite_version()")
        says = f"SQLite {cursor.fetchone()[0]}"
        cursor.execute("PRAGMA quick_check(1)" if whole else "SELECT 'ok'")
        is_sound = cursor.fetchone()[0] == "ok"
    return Told(says, "" if is_sound else _("The file is damaged: restore the last copy"))


def look_at_wall(_whole: bool) -> Told:
    """Say whether the database itself holds each person to what they may know."""
    if connection.vendor != "postgresql":
        return Told(_("no second wall: only PostgreSQL has one"))
    there = second_wall.standing()
    if not there.role:
        return Told(_("the second wall is not raised (docs/operations)"))
    told = {"role": there.role}
    advice = _advice(there)
    if there.holds:
        return Told(_("the second wall holds %(role)s") % told, advice)
    says = _("the second wall does not hold this connection, which owns the tables")
    return Told(says, advice or _("Let the site connect as %(role)s: LIANDU_DATABASE") % told)


def _advice(there: second_wall.Standing) -> str:
    """Return what to do about the second wall as it stands."""
    tables = {"tables": ", ".join(there.bare[:5])}
    found = [
        (
            there.is_whole,
            _("It stepped aside for a migration that did not end: run liandu migrate"),
        ),
        (not there.bare, _("Not before %(tables)s: run liandu second_wall raise") % tables),
        (there.is_key_ours, _("It has another LIANDU_SECRET_KEY: run liandu second_wall raise")),
        (there.is_index_held, _("The search index is open to all it holds (docs/operations)")),
        (
            there.is_quiet or not there.holds,
            _("It can read what other connections ask (docs/operations)"),
        ),
    ]
    return next((advice for is_well, advice in found if not is_well), "")


def look_at_migrations(_whole: bool) -> Told:
    """Say whether the tables are those of this release."""
    count = len(queries.pending_migrations())
    if not count:
        return Told(_("tables are those of this release"))
    says = ngettext("%(n)s migration waits", "%(n)s migrations wait", count) % {"n": count}
    return Told(says, _("Run: liandu upgrade"))


def look_at_disk(_whole: bool) -> Told:
    """Say whether there is room for more evidence, and for the next copy."""
    use = shutil.disk_usage(settings.DATA_DIR)
    says = _("%(free)s GiB free of %(total)s") % {
        "free": use.free // 1024**3, "total": use.total // 1024**3,
    }  # fmt: skip
    is_short = use.free < LEAST_FREE or use.free < use.total * LEAST_SHARE
    return Told(says, _("Make room, or nothing can be saved soon") if is_short else "")


def look_at_files(whole: bool) -> Told:
    """Say whether stored content is there and is what its digest says."""
    looked, wrong = 0, 0
    for sha256, path in queries.stored(whole=whole):
        looked += 1
        wrong += not queries.is_as_stored(sha256, path)
    says = ngettext("%(n)s file looked at", "%(n)s files looked at", looked) % {"n": looked}
    advice = ngettext(
        "%(n)s is missing or altered: take it from a copy",
        "%(n)s are missing or altered: take them from a copy",
        wrong,
    ) % {"n": wrong}
    return Told(says, advice if wrong else "")


def look_at_scanner(_whole: bool) -> Told:
    """Say whether the virus scanner answers, if one is asked: without it no file is taken."""
    if not settings.LIANDU_CLAMD:
        return Told(_("no virus scanner is asked"))
    says, there = _("virus scanner at LIANDU_CLAMD"), clamd.is_there(settings.LIANDU_CLAMD)
    return Told(says, "" if there else _("It does not answer, and no file is taken: start clamd"))


def look_at_worker(_whole: bool) -> Told:
    """Say whether anything has waited for the worker for too long, and whether one is alive."""
    waiting, now, seen = queries.queue(), timezone.now(), queries.worker_seen_at()
    says = _("%(tasks)s tasks and %(events)s events wait") % {
        "tasks": waiting.tasks, "events": waiting.unsealed,
    }  # fmt: skip
    if waiting.longest(now) <= PATIENCE:
        return Told(says)
    if seen is None:
        return Told(says, _("No worker is alive: start liandu worker"))
    if now - seen > PATIENCE:
        words = _("No worker has been alive for %(n)s minutes: start liandu worker")
        return Told(says, words % {"n": (now - seen) // MINUTE})
    return Told(says, _("A worker is alive but does not get to them: see its log"))


def look_at_clock(_whole: bool) -> Told:
    """Say whether the clocks of this machine and the database agree, and go forward."""
    now = timezone.now()
    latest = queries.latest_event_at()
    is_behind = latest is not None and latest > now + SKEW
    differs = abs(queries.database_now() - now) > SKEW
    says = _("%(now)s, zone %(zone)s") % {
        "now": f"{timezone.localtime(now):%Y-%m-%d %H:%M:%S}", "zone": settings.TIME_ZONE,
    }  # fmt: skip
    advice = _("The clock went back or differs from the database: set it by NTP")
    return Told(says, advice if is_behind or differs else "")


PROVIDER_FAULTS = {
    Fault.DOWN: gettext_lazy("It does not answer: look at its address, its certificate, the way"),
    Fault.DESCRIPTION: gettext_lazy("Its description names another issuer or another host"),
    Fault.KEY: gettext_lazy("It publishes no key to verify with"),
}


def look_at_provider(_whole: bool) -> Told:
    """Say whether the identity provider answers, where one is set, and as it has to."""
    if not has_provider():
        advice = _("LIANDU_PASSWORDS switches them off: set a provider, or take it away")
        says = _("no identity provider: passwords alone sign in")
        return Told(says, "" if settings.PASSWORDS == FOR_ALL else advice)
    says = _("identity provider %(issuer)s") % {"issuer": settings.OIDC_ISSUER}
    try:
        provider(afresh=True)
    except Unknown as fault:
        return Told(says, str(PROVIDER_FAULTS[fault.fault]))
    if are_passwords_off():
        left = _("members come by it alone; accounts not connected yet: %(n)s")
        says = f"{says}; {left % {'n': count_of_unconnected()}}"
    return Told(says)


def look_at_rights(_whole: bool) -> Told:
    """Say whether two can agree to what takes two."""
    waits = clearances().filter(waiting(timezone.now())).count()
    count = count_of_security_administrators()
    says = _("%(n)s security administrators; %(waits)s clearances wait") % {
        "n": count, "waits": waits,
    }  # fmt: skip
    advice = _("Nobody can agree to them: open a second one, or run liandu clearance")
    return Told(says, advice if waits and count < PAIR else "")


def look_at_papers(_whole: bool) -> Told:
    """Say whether papers can be had as PDF; Word files are made in any case."""
    lacking = missing()
    advice = _("For PDF, run as root: apt-get install -y libreoffice-writer-nogui fonts-noto-cjk")
    return Told(_("papers as PDF") if lacking is None else _("papers as Word alone"),
                advice if lacking else "")  # fmt: skip


def look_at_record(whole: bool) -> Told:
    """Say whether the record is sealed up to now and, looked at whole, is what was sealed."""
    if not whole:
        waiting = queries.queue()
        since = waiting.unsealed_since
        is_late = since is not None and timezone.now() - since > PATIENCE
        says = _("%(n)s events wait for their seal") % {"n": waiting.unsealed}
        return Told(says, _("Start liandu worker, or run: liandu audit seal") if is_late else "")
    seal_events()
    report = verifying.verify()
    says = _("%(n)s events verified") % {"n": report.event_count}
    return Told(says, "; ".join(verifying.say_fault(fault) for fault in report.faults[:5]))


def look_at_search(whole: bool) -> Told:
    """Say whether records are found by their words: looked at whole, or by their number."""
    wrong = differing() if whole else queries.missing_entries()
    says = _("the index of the search")
    return Told(says, _("It is not current. Run: liandu search rebuild") if wrong else "")


def look_at_styles(_whole: bool) -> Told:
    """Say whether styles and scripts are collected, as pages ask for them."""
    there = settings.DEBUG or Path(staticfiles_storage.path("staticfiles.json")).exists()
    return Told(_("styles and scripts"), "" if there else _("Run: liandu upgrade"))


CHECKS: dict[str, Check] = {
    "settings": look_at_settings,
    "database": look_at_database,
    "wall": look_at_wall,
    "migrations": look_at_migrations,
    "disk": look_at_disk,
    "files": look_at_files,
    "scanner": look_at_scanner,
    "worker": look_at_worker,
    "clock": look_at_clock,
    "rights": look_at_rights,
    "provider": look_at_provider,
    "papers": look_at_papers,
    "record": look_at_record,
    "search": look_at_search,
    "styles": look_at_styles,
}


def looked(name: str, *, whole: bool) -> Told:
    """Return what a check found; one that cannot be made is told, and its fault's kind alone."""
    try:
        return CHECKS[name](whole)
    except Exception as fault:  # noqa: BLE001 - the other checks go on
        words = _("could not be looked at (%(kind)s)") % {"kind": type(fault).__name__}
        return Told(words, _("Mend what stands above first, or see the log"))
