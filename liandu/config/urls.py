"""Where every part of the site hangs."""

from django.urls import include, path

urlpatterns = [
    path("", include("liandu.portal.urls")),
    path("", include("liandu.web.urls")),
    path("", include("liandu.orgs.urls")),
    path("access/", include("liandu.access.urls")),
    path("audit/", include("liandu.audit.urls")),
    path("files/", include("liandu.files.urls")),
    path("notices/", include("liandu.notices.urls")),
    path("deadlines/", include("liandu.deadlines.urls")),
    path("works/", include("liandu.works.urls")),
    path("findings/", include("liandu.findings.urls")),
    path("inspections/", include("liandu.inspections.urls")),
]
handler400 = "liandu.web.views.bad_request"
handler403 = "liandu.web.views.forbidden"
handler404 = "liandu.web.views.not_found"
handler500 = "liandu.web.views.broken"
