"""The consultations app."""

from django.apps import AppConfig


class ConsultationsConfig(AppConfig):
    """Settings of the app."""

    name = "liandu.consultations"
