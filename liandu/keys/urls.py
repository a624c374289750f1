"""Addresses of the second factor."""

from django.urls import path

from liandu.keys.views import doors, factors, passkeys, providers

app_name = "keys"
urlpatterns = [
    path("sign-in/second/", doors.prove, name="prove"),
    path("sign-in/passkey/", doors.prove_passkey, name="prove_passkey"),
    path("sign-in/told/", doors.told, name="told"),
    path("sign-in/provider/", providers.there, name="provider"),
    path("sign-in/provider/back/", providers.back, name="provider_back"),
    path("account/provider/", providers.connect, name="connect"),
    path("people/<int:pk>/provider/disconnect/", providers.disconnect, name="disconnect"),
    path("account/second-factor/", factors.set_up, name="set_up"),
    path("account/second-factor/codes/", factors.renew_codes, name="renew_codes"),
    path("account/second-factor/remove/", factors.remove, name="remove"),
    path("account/passkeys/add/", passkeys.add, name="add_passkey"),
    path("account/passkeys/<int:pk>/remove/", passkeys.remove, name="remove_passkey"),
    path("people/<int:pk>/second-factor/reset/", factors.reset, name="reset"),
]
