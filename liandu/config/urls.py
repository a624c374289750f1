"""Where every part of the site hangs."""

from django.urls import include, path

from liandu.interfaces.api import urls as interface

urlpatterns = [
    path("", include("liandu.portal.urls")),
    path("", include("liandu.web.urls")),
    path("", include("liandu.orgs.urls")),
    path("", include("liandu.keys.urls")),
    path("", include("liandu.operation.urls")),
    path("access/", include("liandu.access.urls")),
    path("audit/", include("liandu.audit.urls")),
    path("files/", include("liandu.files.urls")),
    path("notices/", include("liandu.notices.urls")),
    path("search/", include("liandu.search.urls")),
    path("interfaces/", include("liandu.interfaces.urls")),
    path("webhooks/", include("liandu.webhooks.urls")),
    path("api/v1/", interface()),
    path("deadlines/", include("liandu.deadlines.urls")),
    path("works/", include("liandu.works.urls")),
    path("findings/", include("liandu.findings.urls")),
    path("risks/", include("liandu.risks.urls")),
    path("contracts/", include("liandu.contracts.urls")),
    path("inspections/", include("liandu.inspections.urls")),
    path("committees/", include("liandu.committees.urls")),
    path("cooperation/", include("liandu.cooperation.urls")),
    path("sharing/", include("liandu.sharing.urls")),
    path("meetings/", include("liandu.meetings.urls")),
    path("consultations/", include("liandu.consultations.urls")),
    path("programme/", include("liandu.programme.urls")),
    path("urging/", include("liandu.urging.urls")),
    path("dispatch/", include("liandu.dispatch.urls")),
    path("papers/", include("liandu.papers.urls")),
    path("figures/", include("liandu.figures.urls")),
]
handler400 = "liandu.web.views.bad_request"
handler403 = "liandu.web.views.forbidden"
handler404 = "liandu.web.views.not_found"
handler500 = "liandu.web.views.broken"
