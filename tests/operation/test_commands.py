"""``liandu backup``, ``restore``, ``upgrade`` and ``doctor`` at the console."""

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone, translation
from pytest_django import Settings

from liandu.audit.models import Event
from liandu.engines.lockbox import Opened, Passphrase, Recipient, read_identity
from liandu.kernel.actor import SYSTEM
from liandu.kernel.errors import NotAllowed
from liandu.notices.models import RunningWorker, ScheduledJob
from liandu.operation import checks, copies, locking, queries, restoring
from liandu.operation.actions import record_backup, record_restoring
from liandu.operation.databases import NotPossible
from liandu.operation.management.commands import backup as copying
from liandu.operation.management.commands import restore as restored
from liandu.operation.management.commands import upgrade
from liandu.operation.sites import Site
from tests.engines.scanners import scanner
from tests.operation.conftest import FIRST
from tests.people import World, acting
from tools.release import PASSPHRASE

pytestmark = pytest.mark.django_db
Run = Callable[..., str]
NEVER = "never told"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return how to run a command of Liandu in English and read what it prints."""
    for name in (locking.PASSPHRASE, locking.RECIPIENT):
        monkeypatch.delenv(name, raising=False)

    def command(*words: str, **options: Any) -> str:
        with translation.override("en"):
            call_command(*words, **options)
        return capsys.readouterr().out

    return command


@pytest.fixture
def at(site: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    """Let the commands work on the small site of the first release."""
    for module in (copying, restored):
        monkeypatch.setattr(module, "here", lambda: site)
    return site


def refused(run: Run, *words: str, **options: Any) -> str:
    with pytest.raises(CommandError) as told:
        run(*words, **options)
    return str(told.value)


def test_a_copy_is_locked_with_a_passphrase_and_is_on_record(
    run: Run, at: Site, tmp_path: Path
) -> None:
    word = tmp_path / "word"
    word.write_text(f"{PASSPHRASE}\n")
    said = run("backup", str(tmp_path), passphrase_file=word)
    (made,) = tmp_path.glob("liandu-*.backup")
    assert str(made) in said
    assert made.stat().st_mode & 0o777 == 0o600
    with made.open("rb") as source:
        manifest = restoring.unpack(source, Passphrase(PASSPHRASE), _made(tmp_path / "out"))
    assert manifest.counts["audit_event"] > 100
    assert not list(tmp_path.glob("*.part"))
    told = Event.objects.get(kind="operation.backup_made")
    assert made.name in told.facts_text
    assert PASSPHRASE not in told.facts_text


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def test_a_key_pair_is_made_once_and_its_public_half_locks(
    run: Run, at: Site, tmp_path: Path
) -> None:
    pem, target = tmp_path / "key.pem", tmp_path / "copy"
    public = run("backup", str(pem), new_key=True).strip()
    assert pem.stat().st_mode & 0o777 == 0o600
    assert "is there already" in refused(run, "backup", str(pem), new_key=True)
    run("backup", str(target), to=public)
    with target.open("rb") as source:
        Opened(source, read_identity(pem.read_bytes()))
    assert "is there already" in refused(run, "backup", str(target), to=public)


def test_what_cannot_lock_a_copy_is_refused_before_anything_is_written(
    run: Run, at: Site, tmp_path: Path
) -> None:
    short = tmp_path / "word"
    short.write_text("short")
    target = str(tmp_path / "copy")
    assert "12 letters" in refused(run, "backup", target, passphrase_file=short)
    assert "no public key" in refused(run, "backup", target, to="liandu-backup-none")
    assert "Give a passphrase" in refused(run, "backup", target)
    public = run("backup", str(tmp_path / "key.pem"), new_key=True).strip()
    assert "--key" in refused(run, "backup", target, to=public, verify=True)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["key.pem", "site", "word"]


def test_a_copy_that_cannot_be_written_leaves_nothing(
    run: Run, at: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setenv(locking.PASSPHRASE, PASSPHRASE)
    monkeypatch.setattr(copies, "write", full)
    said = refused(run, "backup", str(tmp_path / "copy"))
    assert "No space left" in said
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_restoring_says_why_it_refuses(
    run: Run, at: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(locking.PASSPHRASE, PASSPHRASE)
    assert "--replace" in refused(run, "restore", str(FIRST))
    cut = tmp_path / "cut"
    cut.write_bytes(FIRST.read_bytes()[:-100])
    assert "its end is missing or altered" in refused(run, "restore", str(cut), replace=True)
    altered = tmp_path / "altered"
    altered.write_bytes(FIRST.read_bytes()[:100_000] + bytes(300_000))
    assert "was altered" in refused(run, "restore", str(altered), replace=True)
    other = tmp_path / "other"
    other.write_text("no copy")
    assert "no copy of Liandu" in refused(run, "restore", str(other), replace=True)
    assert "could not be restored" in refused(run, "restore", str(tmp_path / "none"))
    assert "no private key" in refused(run, "restore", str(FIRST), key=other)
    monkeypatch.setenv(locking.PASSPHRASE, "quite another sentence")
    assert "not the one" in refused(run, "restore", str(FIRST), replace=True)
    assert not list(at.data.glob(".scratch-*"))
    assert not list(at.data.glob("replaced-*"))


def test_a_restored_site_is_looked_over_and_says_what_it_is(
    run: Run, at: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(locking.PASSPHRASE, PASSPHRASE)
    looked: list[Site] = []

    def right(site: Site) -> int:
        looked.append(site)
        return 0

    monkeypatch.setattr(restoring, "looked_over", right)
    said = run("restore", str(FIRST), replace=True)
    assert "restored" in said
    assert looked == [at]
    assert FIRST.name in Event.objects.get(kind="operation.restored").facts_text
    monkeypatch.setattr(restoring, "looked_over", lambda _site: 1)
    assert "not all is right" in refused(run, "restore", str(FIRST), replace=True)
    run("restore", str(FIRST), replace=True, as_it_was=True)


def test_only_the_machine_says_that_it_was_copied_or_restored(world: World) -> None:
    for who in (world.leader, world.system_admin, world.audit_admin):
        with pytest.raises(NotAllowed):
            record_backup(actor=acting(who), what="x")
        with pytest.raises(NotAllowed):
            record_restoring(actor=acting(who), what="x", made_at="y")
    record_backup(actor=SYSTEM, what="x")
    record_restoring(actor=SYSTEM, what="x", made_at="y")


def test_a_passphrase_is_asked_for_where_somebody_sits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(locking.PASSPHRASE, raising=False)
    monkeypatch.setattr(locking.sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(locking.getpass, "getpass", lambda _prompt: PASSPHRASE)
    options = {"to": "", "key": None, "passphrase_file": None}
    assert locking.lock(options) == Passphrase(PASSPHRASE)
    assert locking.key(options) == Passphrase(PASSPHRASE)
    assert not isinstance(locking.lock(options), Recipient)


def test_the_doctor_finds_what_is_wrong_and_says_what_to_do(
    run: Run, settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    settings.DATA_DIR = tmp_path
    tmp_path.chmod(0o700)
    assert "✓ database" in run("doctor", "database", "migrations", "disk", "files", "record")
    settings.DEBUG, settings.ALLOWED_HOSTS = True, ["*"]
    (tmp_path / "secret-key").touch(mode=0o644)
    with pytest.raises(CommandError, match="1 thing"):
        run("doctor", "settings")
    advice = checks.looked("settings", whole=False).advice
    assert advice.count(";") == 4
    assert "LIANDU_URL" in advice
    settings.LIANDU_URL = "https://liandu.example"
    assert "LIANDU_URL" not in checks.looked("settings", whole=False).advice
    full = SimpleNamespace(total=100 * 1024**3, free=1024**3)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: full)
    assert checks.looked("disk", whole=False).advice
    monkeypatch.setattr(queries, "pending_migrations", lambda: ["works.9999_later"])
    assert "liandu upgrade" in checks.looked("migrations", whole=False).advice
    assert "no such check" in refused(run, "doctor", "everything")


def test_the_doctor_says_whether_the_virus_scanner_answers(settings: Settings) -> None:
    assert not checks.looked("scanner", whole=False).advice
    with scanner() as settings.LIANDU_CLAMD:
        assert not checks.looked("scanner", whole=False).advice
    assert "clamd" in checks.looked("scanner", whole=False).advice


def test_the_doctor_finds_lost_evidence_a_stopped_worker_and_a_clock_gone_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = timezone.now()
    monkeypatch.setattr(queries, "stored", lambda **_: [("0" * 64, "00/00/none")])
    assert checks.looked("files", whole=False).advice
    late = queries.Queue(3, now - timedelta(hours=1), 0, None)
    monkeypatch.setattr(queries, "queue", lambda: late)
    assert "worker" in checks.looked("worker", whole=False).advice
    assert "audit seal" in checks.looked("record", whole=False).advice
    monkeypatch.setattr(queries, "latest_event_at", lambda: now + timedelta(days=1))
    assert "NTP" in checks.looked("clock", whole=False).advice
    monkeypatch.setattr(queries, "missing_entries", lambda: 2)
    assert "search rebuild" in checks.looked("search", whole=False).advice


def test_the_doctor_says_for_how_long_no_worker_has_been_alive_while_work_waits() -> None:
    now = timezone.now()

    def told() -> str:
        return checks.looked("worker", whole=False).advice

    assert told() == "", "nothing waits"
    job = ScheduledJob.objects.create(code="notices.mail", due_at=now - timedelta(minutes=1))
    assert told() == "", "it waits no longer than usual"
    ScheduledJob.objects.update(due_at=now - timedelta(minutes=9))
    assert "没有后台进程" in told()
    sign = RunningWorker.objects.create(
        name="w", began_at=now, seen_at=now - timedelta(minutes=7, seconds=30)
    )
    assert "7 分钟" in told()
    RunningWorker.objects.filter(pk=sign.pk).update(seen_at=now)
    assert "日志" in told()
    ScheduledJob.objects.filter(pk=job.pk).update(due_at=now + timedelta(minutes=1))
    assert told() == ""


def test_a_check_that_breaks_does_not_stop_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise ConnectionError(NEVER)

    monkeypatch.setattr(connection, "ensure_connection", broken)
    told = checks.looked("database", whole=False)
    assert "ConnectionError" in told.says
    assert NEVER not in told.says + told.advice


def test_looked_at_whole_every_hash_is_taken() -> None:
    for name in ("database", "files", "record", "search", "clock", "worker", "papers", "styles"):
        assert checks.looked(name, whole=True).says


def test_an_upgrade_begins_with_a_copy_unless_told_not_to(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    ran: list[str] = []
    monkeypatch.setattr(upgrade, "call_command", lambda name, *_a, **_o: ran.append(name))
    assert "--no-backup" in refused(run, "upgrade")
    run("upgrade", str(tmp_path))
    assert ran == ["backup", "migrate", "collectstatic", "doctor"]
    ran.clear()
    monkeypatch.setattr(upgrade, "differing", lambda: 1)
    run("upgrade", no_backup=True)
    assert ran == ["migrate", "collectstatic", "search", "doctor"]


def test_a_site_without_a_database_cannot_be_copied(tmp_path: Path) -> None:
    nowhere = Site(tmp_path, {"ENGINE": "sqlite3", "NAME": tmp_path / "none.sqlite3"})
    with pytest.raises(NotPossible, match="none"), (tmp_path / "copy").open("wb") as target:
        copies.write(nowhere, target, Passphrase(PASSPHRASE))
