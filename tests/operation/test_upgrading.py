"""What an earlier release wrote is brought to this one in place, every event and file verified."""

import io

import pytest

from liandu.engines.lockbox import Passphrase
from liandu.operation import copies, databases, restoring
from liandu.operation.sites import Site

pytestmark = pytest.mark.django_db
WORD = Passphrase("one more made-up sentence", memory=8)


def test_the_first_release_is_upgraded_in_place_with_all_hashes_right(
    site: Site, capfd: pytest.CaptureFixture[str]
) -> None:
    before = databases.of(site).counts(site)
    code = site.run("upgrade", "--no-backup")
    said = capfd.readouterr()
    assert code == 0, said.out + said.err
    after = databases.of(site).counts(site)
    assert [name for name, count in before.items() if after.get(name, 0) < count] == []
    assert after["audit_event"] == before["audit_event"]
    assert site.run("doctor", "--whole", "migrations", "files", "record", "search") == 0
    assert "✓ record" in capfd.readouterr().out
    # And what is now there can be copied, restored elsewhere and proved.
    target = io.BytesIO()
    copies.write(site, target, WORD)
    assert restoring.proved(site, io.BytesIO(target.getvalue()), WORD) == 0
