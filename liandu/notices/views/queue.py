"""The administrator's page of work in the background: jobs by the clock, tasks, mail."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from liandu.kernel.permits import allowed, require
from liandu.notices import actions, queries
from liandu.notices.models.telling import MAIL_WORDS
from liandu.notices.queries.mails import SHOWN
from liandu.web.forms import Ask, Form, respond_form
from liandu.web.middleware import ActorRequest
from liandu.web.pages import nav
from liandu.web.pieces import Nothing, Tab

nav(
    "queue", gettext_lazy("Work in the background"), "clock", "notices:queue",
    group="admin", order=80, sees=lambda actor: allowed(actor, "notices.read_queue"),
)  # fmt: skip
OPEN = pgettext_lazy("mail", "not sent yet")
TASK_WORDS = {
    "READY": (pgettext_lazy("task", "waiting"), ""),
    "RUNNING": (pgettext_lazy("task", "under way"), "b"),
    "FAILED": (pgettext_lazy("task", "failed"), "r"),
}


@require_GET
def queue(request: ActorRequest) -> HttpResponse:
    """Show what is done by the clock, what pages put off, and which mail is not sent."""
    require(request.actor, "notices.read_queue")
    words = dict(MAIL_WORDS)
    state = request.GET.get("state", "")
    state = state if state in words else ""
    counts = queries.mail_counts()
    context = {
        "title": _("Work in the background"),
        "workers": queries.living(timezone.now()),
        "is_mail_on": queries.is_mail_on(),
        "jobs": queries.jobs(),
        "tasks": [(row, *TASK_WORDS[row.status]) for row in queries.tasks()[:SHOWN]],
        "mails": queries.mails(state)[:SHOWN],
        "mail_tabs": [
            Tab(OPEN, "?", current=not state),
            *(
                Tab(word, f"?state={value}", value == state, counts.get(value, 0))
                for value, word in words.items()
            ),
        ],
        "no_task": Nothing(_("Nothing waits"), _("What pages put off is done.")),
        "no_mail": Nothing(_("No mail here"), _("What waits to be sent, or failed, stands here.")),
    }
    return render(request, "notices/queue.html", context)


@require_POST
def mail_retry(request: ActorRequest, pk: int) -> HttpResponse:
    """Have a mail sent now."""
    require(request.actor, "notices.read_queue")
    actions.retry_mail(actor=request.actor, mail_id=pk)
    return _done(request, _("The mail is sent with the next round."))


@require_http_methods(["GET", "POST"])
def mail_cancel(request: ActorRequest, pk: int) -> HttpResponse:
    """Have a mail not sent."""
    require(request.actor, "notices.read_queue")
    mail = queries.mail(pk)
    return _confirmed(
        request,
        lambda _clean: actions.cancel_mail(actor=request.actor, mail_id=pk),
        _("Cancel the mail to %(name)s?") % {"name": mail.person},
        _("What it tells stays in the inbox."),
    )


@require_POST
def task_retry(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Have a task done again."""
    require(request.actor, "notices.read_queue")
    actions.retry_task(actor=request.actor, task_id=pk)
    return _done(request, _("The task waits to be done again."))


@require_http_methods(["GET", "POST"])
def task_cancel(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Have a task not done."""
    require(request.actor, "notices.read_queue")
    task = queries.task(pk)
    return _confirmed(
        request,
        lambda _clean: actions.cancel_task(actor=request.actor, task_id=pk),
        _("Cancel the task %(name)s?") % {"name": task.task_name},
        _("It is not done. Whoever began it can begin it anew."),
    )


@require_POST
def job_hurry(request: ActorRequest, code: str) -> HttpResponse:
    """Have a job done now rather than by the clock."""
    require(request.actor, "notices.read_queue")
    actions.hurry_job(actor=request.actor, code=code)
    return _done(request, _("The job is done as soon as a worker is free."))


def _done(request: ActorRequest, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("notices:queue")


def _confirmed(request: ActorRequest, action: Any, title: str, intro: str) -> HttpResponse:
    back = reverse("notices:queue")
    crumbs = ((_("Work in the background"), back),)
    ask = Ask(title, intro, _("Cancel it"), danger=True, back=back, crumbs=crumbs)
    return respond_form(
        request, Form, action=action, success=back, done=_("It is cancelled."), ask=ask
    )
