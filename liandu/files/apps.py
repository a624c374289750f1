"""The files app."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Settings of the app."""

    name = "liandu.files"
