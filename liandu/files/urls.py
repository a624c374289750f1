"""Addresses of the files app."""

from django.urls import path

from liandu.files.views import attachments, sending

app_name = "files"
urlpatterns = [
    path("attach/<int:kind>/<uuid:pk>/", attachments.attach, name="attach"),
    path("bundle/<int:kind>/<uuid:pk>/", attachments.bundle, name="bundle"),
    path("sendings/", sending.sendings, name="sendings"),
    path("sendings/<uuid:pk>/", sending.sending, name="sending"),
    path("<uuid:pk>/", attachments.preview, name="preview"),
    path("<uuid:pk>/download/", attachments.download, name="download"),
    path("<uuid:pk>/inline/", attachments.inline, name="inline"),
    path("<uuid:pk>/thumbnail/", attachments.thumbnail, name="thumbnail"),
    path("<uuid:pk>/inline/<int:page>/", attachments.page, name="page"),
    path("<uuid:pk>/release/", attachments.release, name="release"),
    path("<uuid:pk>/check/", attachments.check, name="check"),
    path("<uuid:pk>/withdraw/", attachments.withdraw, name="withdraw"),
]
