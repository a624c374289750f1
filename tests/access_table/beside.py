"""What stands beside the records of the scene: a sharing, a sample, a tie, a session."""

from datetime import timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.utils import timezone

from liandu.access import actions as access
from liandu.access.models import Guarded
from liandu.access.rules import Terms
from liandu.audit.actions import run_verification
from liandu.committees.models import Committee
from liandu.consultations.models import Consultation
from liandu.contracts.rules import Entry
from liandu.cooperation.models import CooperationMaterial, CooperationRequest
from liandu.dispatch import actions as dispatch
from liandu.dispatch.models import DispatchItem
from liandu.dispatch.rules import WEEK, Line, week_of
from liandu.figures import actions as figures
from liandu.figures.models import Reconciliation, Snapshot
from liandu.figures.rules import Account
from liandu.findings import actions as findings
from liandu.findings.models import LookBackPick
from liandu.findings.rules import Sample
from liandu.inspections.models import Inspection, Statement
from liandu.interfaces import actions as interfaces
from liandu.interfaces.actions import Terms as Allowance
from liandu.keys.models import Passkey, SecondFactor
from liandu.meetings.actions import (
    Present,
    draw_handover,
    hold_meeting,
    lay_out_terms,
    propose_swap,
)
from liandu.meetings.models import Meeting
from liandu.meetings.rules import Presence
from liandu.meetings.views.of_chair import PAGES as CHAIR_PAGES
from liandu.notices import actions as notices
from liandu.notices.models import Mail, ScheduledJob
from liandu.notices.models import Notice as Told
from liandu.orgs.models import Membership, Person
from liandu.orgs.sessions import SessionStore
from liandu.programme.models import SupervisionProject
from liandu.sharing.models import SharedItem, SharingReceipt
from liandu.webhooks import actions as webhooks
from liandu.webhooks.models import Delivery
from liandu.works.models import SupervisedObject
from tests.access_table.consultations import consulted
from tests.access_table.cooperation import cooperated, of_cooperation
from tests.access_table.meetings import of_meetings
from tests.access_table.programme import of_project, screened
from tests.access_table.sharing import OF_ITEM, of_sharing, received
from tests.committees import build as committees
from tests.contracts import build as contracts
from tests.findings import road
from tests.inspections import build
from tests.meetings import build as meetings
from tests.people import World, acting

BACKEND = "django.contrib.auth.backends.ModelBackend"


def shared(world: World, thing: SupervisedObject) -> int:
    """Return a grant of the object by hand, to somebody not in the table."""
    terms = Terms("cooperation", "函〔2026〕2 号", timezone.now() + timedelta(days=9))
    officer, to = acting(world.zigong_officer), world.zigong_auditor
    return access.share(actor=officer, record=thing, to=to, terms=terms).pk


OF_COMMITTEE = {
    "meetings:plan", "meetings:chair", "meetings:handover", "meetings:print_handover",
    "programme:propose", "consultations:begin",
    *(f"meetings:{page.name}" for page in CHAIR_PAGES),
}  # fmt: skip


class Kept(NamedTuple):
    """What is kept of figures, ledgers; a joint meeting and what it does; what was asked, shared.

    The receipt comes before its item: a wall around the item stands around its receipts.
    """

    snapshot: Snapshot
    ledgers: Reconciliation
    meeting: Committee
    session: Meeting
    project: SupervisionProject
    request: CooperationRequest
    material: CooperationMaterial
    receipt: SharingReceipt
    item: SharedItem
    consultation: Consultation

    def record_of(self, name: str) -> Guarded | None:
        """Return which of these a page of this name is about, if it is one."""
        app = name.partition(":")[0]
        if name in OF_COMMITTEE or app == "committees":
            return self.meeting
        if app == "sharing":
            return self.item if name in OF_ITEM else self.receipt
        of: dict[str, Guarded] = {
            "consultations": self.consultation, "cooperation:answer": self.request,
            "meetings": self.session,
        }  # fmt: skip
        if not name.endswith("_area"):
            of["programme"] = self.project
        return of.get(name, of.get(app))


def kept(world: World) -> Kept:
    """Return the figures of a year, and the ledger of the builder, who has what nobody else has."""
    officer, today = acting(world.zigong_officer), timezone.localdate()
    account = Account(world.builder.pk, today, today, 1, "对账", "台账.xlsx")
    line = {"row": 2, "values": {"number": "A-7", "name": "围挡不到位"}}
    joint = committees.with_mechanism(world, world.zigong, world.luzhou)
    meeting = in_session(world, joint)
    chaired(world, joint)
    project = screened(world, joint)
    consultation = consulted(world, joint)
    Told.objects.filter(record_kind__in=[project.KIND, consultation.KIND]).delete()
    Told.objects.filter(record_id=joint.pk).delete()  # bells tell of the visit alone
    return Kept(
        figures.take_snapshot(actor=officer, title="本期", period="2026", place_id=None, label=1),
        figures.begin_reconciliation(actor=officer, account=account, lines=[line]),
        joint,
        meeting,
        project,
        *cooperated(world),
        *received(world),
        consultation,
    )


def in_session(world: World, joint: Committee) -> Meeting:
    """Return a meeting that is in session, with a secret ballot to cast and a task resolved."""
    meeting = meetings.notified(world, "", "secret", of=joint)
    given = {body.pk: Present(Presence.REMOTE) for body in (world.zigong, world.luzhou)}
    hold_meeting(actor=acting(world.secretary), meeting_id=meeting.pk, presences=given)
    meetings.concluded(world, meetings.items(meeting)[0])
    # Told of other kinds of record, the bell would ask once more.
    Told.objects.filter(record_id__in=[joint.pk, meeting.pk]).delete()
    return meetings.again(meeting)


def chaired(world: World, joint: Committee) -> None:
    """Let Zigong have handed the chair over to Luzhou, and Luzhou ask to swap later terms."""
    begun = timezone.localdate() - timedelta(days=45)
    terms = lay_out_terms(
        actor=acting(world.secretary), committee_id=joint.pk, months=1, count=7, starts_on=begun
    )
    draw_handover(actor=acting(world.secretary), term_id=terms[0].pk)
    propose_swap(
        actor=acting(world.luzhou_officer), term_id=terms[3].pk, other_id=terms[4].pk,
        reason="换届",
    )  # fmt: skip


def looked_back(world: World, walled: Person) -> LookBackPick:
    """Return a closed finding that a sample of the office holds."""
    officer, today = acting(world.zigong_officer), road.in_days(0)
    closed = road.at(world, "close")
    access.declare_recusal(actor=acting(walled), record=closed, reason="亲属")
    findings.draw_look_back(actor=officer, asked=Sample(today, today, 1, "七"))
    Told.objects.filter(record_id=closed.pk).delete()  # bells tell of the visit alone
    return LookBackPick.objects.visible_to(officer).get(finding=closed)


def passkey(world: World) -> int:
    """Return a passkey of somebody not in the table."""
    factor = SecondFactor.objects.create(person=world.zigong_auditor)
    return Passkey.objects.create(factor=factor, name="安全密钥", credential="x").pk


def program(world: World) -> int:
    """Return a token of the officer."""
    officer = world.zigong_officer
    seat = Membership.objects.get(person=officer)
    terms = Allowance("数据中台", seat.pk, {"findings": "read"}, timezone.now() + timedelta(days=9))
    return interfaces.make_token(actor=acting(officer), terms=terms)[0].pk


def told(world: World) -> dict[str, dict[str, Any]]:
    """Return what stands in the addresses of webhooks: one of the officer with a delivery."""
    officer = acting(world.zigong_officer)
    seat = Membership.objects.get(person=world.zigong_officer)
    terms = webhooks.Terms(
        "数据中台", seat.pk, "https://hooks.example.org/", ["papers.paper_issued"],
        timezone.now() + timedelta(days=9),
    )  # fmt: skip
    made, _key = webhooks.make_webhook(actor=officer, terms=terms)
    trial = webhooks.try_webhook(actor=officer, webhook_id=made.pk)
    Delivery.objects.update(tries=1, answer=204)
    return {"webhooks": {"pk": made.pk}, "webhooks:send_again": {"pk": trial.pk}}


def contracted(world: World, thing: SupervisedObject) -> dict[str, dict[str, Any]]:
    """Return what stands in the addresses about contracts: one with something to look at twice."""
    made = contracts.contract(world, thing, bid_fen=1)
    for entry in (Entry.CHANGE, Entry.PAYMENT, Entry.MILESTONE, Entry.BID):
        contracts.added(world, thing, entry, contract_id=made.pk, payee="示例劳务公司")
    found = contracts.open_prompts(world.zigong_officer)
    contracts.dismissed(world.zigong_officer, found["sum_differs"])
    named = {"entry": "contract"}
    return {
        "contracts:contract": {"pk": made.pk},
        "contracts:oc4ids_of": {"pk": thing.pk},
        **{f"contracts:{name}": {"pk": thing.pk, **named}
           for name in ("add", "import", "template")},
        **{f"contracts:{name}": {"pk": made.pk, **named} for name in ("edit", "remove")},
        "contracts:prompt": {"pk": found["payee_differs"].pk},
        "contracts:dismiss_prompt": {"pk": found["payee_differs"].pk},
        "contracts:reopen_prompt": {"pk": found["sum_differs"].pk},
    }  # fmt: skip


def tied(world: World) -> int:
    """Return a tie of somebody not in the table."""
    who = world.zigong_auditor
    return access.declare_tie(
        actor=acting(who), person=who, other=world.luzhou, kind="interest", source="本人申报"
    ).pk


def in_background(world: World) -> dict[str, dict[str, Any]]:
    """Return what stands in the addresses of mail, tasks, jobs, stand-ins and calendars."""
    who, now = acting(world.zigong_officer), timezone.now()
    mail = Mail.objects.create(
        person=world.zigong_head, message_id="<1@table>", made_at=now, next_at=now
    )
    task = run_verification.enqueue(0)
    ScheduledJob.objects.create(code="notices.mail", due_at=now)
    stand_in = notices.name_stand_in(
        actor=who, stand_in_id=world.zigong_head.pk, starts_at=now + timedelta(days=50),
        ends_at=now + timedelta(days=60),
    )  # fmt: skip
    secret = notices.renew_calendar(actor=who)
    return {
        **{f"notices:mail_{verb}": {"pk": mail.pk} for verb in ("retry", "cancel")},
        **{f"notices:task_{verb}": {"pk": UUID(task.id)} for verb in ("retry", "cancel")},
        "notices:job_hurry": {"code": "notices.mail"},
        "notices:stand_in_end": {"pk": stand_in.pk},
        "notices:calendar_feed": {"secret": secret},
    }


def session(who: Person) -> str:
    """Return the key of a session in which ``who`` has signed in."""
    session = SessionStore()
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(who.pk), BACKEND
    session[HASH_SESSION_KEY] = who.get_session_auth_hash()
    session["seen"] = int(timezone.now().timestamp())
    session.create()
    return str(session.session_key)


def objected(world: World, inspection: Inspection) -> Statement:
    """Return an objection of the builder, as if the report were before them."""
    made: Statement = Statement.objects.create(
        inspection=inspection, body=world.builder, standing="pending", reason="工程量不对。",
        said_by=world.builder_head, said_at=timezone.now(),
    )  # fmt: skip
    return made


def dispatched(world: World, thing: SupervisedObject) -> DispatchItem:
    """Return what was promised last week about the object, which is dispatched weekly."""
    officer, last_week = acting(world.zigong_officer), week_of(build.today()) - WEEK
    dispatch.start_dispatch(
        actor=officer, object_id=thing.pk, body_id=world.builder.pk, first_week=last_week
    )
    promise = Line("promise", "补报变更手续", build.today(), world.builder.pk)
    sheet = dispatch.file_sheet(
        actor=acting(world.builder_liaison), object_id=thing.pk, week=last_week,
        progress="立项审批完成", lines=[promise],
    )  # fmt: skip
    return sheet.items.get()


def of_kept(kept: Kept) -> dict[str, dict[str, Any]]:
    """Return what stands in the addresses of figures, and of all that a joint meeting does."""
    return {
        **of_project(kept.project, kept.meeting),
        **of_cooperation(kept.request, kept.material), **of_sharing(kept.receipt, kept.item),
        **of_meetings(kept.session, kept.meeting),
        "consultations": {"pk": kept.consultation.pk},
        "consultations:begin": {"pk": kept.meeting.pk},
        "figures:snapshot": {"pk": kept.snapshot.pk},
        "figures:reconciliation": {"pk": kept.ledgers.pk},
    }  # fmt: skip
