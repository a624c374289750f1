"""Addresses of webhooks."""

from django.urls import path

from liandu.webhooks import views

app_name = "webhooks"
urlpatterns = [
    path("", views.webhook_list, name="webhook_list"),
    path("all/", views.every_webhook, name="every_webhook"),
    path("add/", views.webhook_add, name="webhook_add"),
    path("<int:pk>/", views.webhook, name="webhook"),
    path("<int:pk>/stop/", views.webhook_stop, name="webhook_stop"),
    path("<int:pk>/try/", views.webhook_try, name="webhook_try"),
    path("deliveries/<uuid:pk>/again/", views.send_again, name="send_again"),
]
