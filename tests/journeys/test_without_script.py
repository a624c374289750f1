"""Each core task without JavaScript: forms post, links link, nothing else is needed."""

import pytest
from django.urls import reverse

from liandu.findings.models import Finding
from tests.journeys.browser import Browser
from tests.journeys.conftest import Enter
from tests.journeys.papers import in_days, line, photo, workbook
from tests.people import World

pytestmark = pytest.mark.django_db(transaction=True)

TITLE = "验收记录缺 2 份"


@pytest.fixture
def officer(world: World, enter: Enter) -> Browser:
    """Return the officer of Zigong, signed in at a browser that runs no script."""
    return enter(world.zigong_officer, javascript=False)


def test_a_finding_is_registered_filtered_for_and_withdrawn(officer: Browser) -> None:
    assert officer.path == reverse("portal:desk")
    officer.follow(reverse("findings:finding_new"))
    officer.fill(
        title=TITLE, fact="隐蔽工程验收记录缺 2 份。", rule_broken="《建设工程质量管理条例》",
        demand="补齐", found_on=in_days(0), evidence=photo("现场.png", 120),
    )  # fmt: skip
    key = officer.pk
    assert officer.count(".gal img") == 1
    officer.step("findings:withdraw_finding", key, reason="与另一条重复。")
    assert "与另一条重复。" in officer.words
    assert Finding.objects.unscoped("journey").get(pk=key).state == "withdrawn"
    officer.open(reverse("findings:finding_list"))
    for asked, found in (("缺 2 份", 1), ("没有这样的问题", 0)):
        officer.enter(q=asked)
        officer.push("#filters button.no-js")
        assert officer.count() == found


def test_a_refused_form_keeps_what_was_typed(officer: Browser) -> None:
    officer.open(reverse("findings:finding_new"))
    officer.enter(title=TITLE)
    officer.send_refused()
    assert officer.value("title") == TITLE
    assert len(officer.told) > 1


def test_a_list_is_uploaded_and_mended(officer: Browser) -> None:
    officer.open(reverse("works:objects"))
    officer.follow(reverse("works:new_import"))
    officer.fill(file=workbook(line("XM-1", "支渠"), line("XM-2", "干渠", 竣工="2025年13月")))
    officer.enter(**{"cell-3-ends_on": "2025-12"})
    officer.push('button[form="lines"]:not([name])')
    assert officer.count('button[name="then"][value="queue"]') == 1
    assert "导入 2 行" in officer.words
