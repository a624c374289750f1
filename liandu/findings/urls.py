"""Addresses of the pages about findings."""

from django.urls import path

from liandu.findings import views

app_name = "findings"
urlpatterns = [
    path("", views.finding_list, name="finding_list"),
    path("new/", views.finding_new, name="finding_new"),
    path("rules/", views.rule_list, name="rule_list"),
    path("look-backs/", views.look_back_list, name="look_back_list"),
    path("look-backs/new/", views.look_back_new, name="look_back_new"),
    path("look-backs/<uuid:pk>/", views.look_back, name="look_back"),
    path("look-backs/seen/<uuid:pk>/", views.look_back_result, name="look_back_result"),
    path("<uuid:pk>/", views.finding_detail, name="finding_detail"),
    path("<uuid:pk>/print/", views.finding_print, name="finding_print"),
    path("<uuid:pk>/edit/", views.finding_edit, name="finding_edit"),
    path("<uuid:pk>/evidence/", views.add_evidence, name="add_evidence"),
    path("<uuid:pk>/reply/", views.post_reply, name="post_reply"),
    path("<uuid:pk>/measures/<uuid:measure>/", views.mark_measure, name="mark_measure"),
    path("<uuid:pk>/items/<uuid:item>/", views.mark_item, name="mark_item"),
    path("<uuid:pk>/items/<uuid:item>/undone/", views.unmark_item, name="unmark_item"),
    path("<uuid:pk>/items/<uuid:item>/left-out/", views.leave_out_item, name="leave_out_item"),
    *(
        path(f"<uuid:pk>/{page.name}/", views.take_step, {"page": page}, name=page.name)
        for page in views.PAGES
    ),
]
