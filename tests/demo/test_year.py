"""A little of the demo's year is played whole: what a first start shows is never out of date."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from liandu.audit.models import Event
from liandu.consultations.models import Consultation
from liandu.cooperation.models import CooperationMaterial, CooperationRequest
from liandu.cooperation.rules import RequestState
from liandu.demo import objects, rows, year
from liandu.figures.models import Reconciliation, Snapshot
from liandu.files.models import Attachment
from liandu.findings.models import Finding
from liandu.inspections.models import Inspection
from liandu.papers.models import Paper
from liandu.programme.models import SupervisionProject
from liandu.sharing.models import SharedItem, SharingQuestion, SharingReceipt

FEW = {
    "FINDINGS": 4, "FINDINGS_OF_DISTRICT": 1, "VISITS": 2, "VISITS_OF_DISTRICT": 1, "AT_HAND": 3,
    "DISPATCHED": 1,
}  # fmt: skip


@pytest.mark.once
def test_a_little_of_the_year_stands_in_every_part_of_the_site(
    db: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, settings: Any, capsys: Any
) -> None:
    storages = {**settings.STORAGES}
    storages["default"] = {**storages["default"], "OPTIONS": {"location": tmp_path}}
    settings.STORAGES, settings.DATA_DIR = storages, tmp_path
    monkeypatch.setattr(objects, "rows", lambda: rows.rows()[:5])
    for name, count in FEW.items():
        monkeypatch.setattr(year, name, count)
    call_command("demo")
    assert "zg-jd-1" in capsys.readouterr().out
    kept = (
        Finding, Inspection, Attachment, Paper, Snapshot, Reconciliation, SupervisionProject,
        CooperationRequest, CooperationMaterial, SharedItem, SharingReceipt, SharingQuestion,
        Consultation,
    )  # fmt: skip
    found = [model._base_manager.count() for model in kept]  # noqa: SLF001 - whoever may see it
    assert all(found), found
    assert Event.objects.filter(kind="findings.finding_closed").exists()
    stages = {one.state for one in SupervisionProject.objects.unscoped("test")}
    asked = {one.state for one in CooperationRequest.objects.unscoped("test")}
    assert asked == set(RequestState) - {"declined", "withdrawn"}
    assert stages == {
        "approved", "tabled", "screening", "submitted", "in_progress", "closed", "carried_over",
    }  # fmt: skip
    call_command("demo")  # is there already
    assert [model._base_manager.count() for model in kept] == found  # noqa: SLF001
