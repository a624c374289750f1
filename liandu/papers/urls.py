"""Addresses of the papers app."""

from django.urls import path

from liandu.papers.views import files, papers, setup, steps

app_name = "papers"
urlpatterns = [
    path("", papers.paper_list, name="paper_list"),
    path("new/<slug:code>/<uuid:record>/", papers.draft, name="draft"),
    path("letterhead/", setup.letterhead, name="letterhead"),
    path("templates/", setup.templates, name="templates"),
    path("templates/<int:pk>/", setup.edit_template, name="edit_template"),
    path("templates/<int:pk>/copy/", setup.copy_template, name="copy_template"),
    path("templates/<int:pk>/publish/", setup.publish_template, name="publish_template"),
    path("templates/<int:pk>/discard/", setup.discard_template, name="discard_template"),
    path("<uuid:pk>/", papers.paper, name="paper"),
    path("<uuid:pk>/edit/", papers.edit, name="edit"),
    path("<uuid:pk>/print/", files.print_paper, name="print"),
    path("<uuid:pk>/docx/", files.docx, name="docx"),
    path("<uuid:pk>/pdf/", files.pdf, name="pdf"),
    *(
        path(f"<uuid:pk>/{page.name}/", steps.take_step, {"page": page}, name=page.name)
        for page in steps.PAGES
    ),
]
