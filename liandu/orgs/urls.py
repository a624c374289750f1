"""Addresses of the orgs app."""

from django.urls import path

from liandu.orgs.views import accounts, bodies, imports, people

app_name = "orgs"
urlpatterns = [
    path("sign-in/", accounts.sign_in, name="sign_in"),
    path("sign-out/", accounts.sign_out, name="sign_out"),
    path("post/", accounts.switch_post, name="switch_post"),
    path("account/", accounts.account, name="account"),
    path("account/password/", accounts.change_password, name="change_password"),
    path("bodies/", bodies.body_list, name="body_list"),
    path("bodies/add/", bodies.body_add, name="body_add"),
    path("bodies/<int:pk>/", bodies.body_detail, name="body"),
    path("bodies/<int:pk>/edit/", bodies.body_edit, name="body_edit"),
    path("bodies/<int:pk>/move/", bodies.body_move, name="body_move"),
    path("bodies/<int:pk>/close/", bodies.body_close, name="body_close"),
    path("bodies/<int:pk>/posts/add/", bodies.post_add, name="post_add"),
    path("bodies/<int:body_id>/hand-over/<int:pk>/", people.hand_over, name="hand_over"),
    path("posts/<int:pk>/edit/", bodies.post_edit, name="post_edit"),
    path("posts/<int:pk>/close/", bodies.post_close, name="post_close"),
    path("basics/", bodies.basics, name="basics"),
    path("basics/jurisdictions/add/", bodies.jurisdiction_set, name="jurisdiction_add"),
    path("basics/jurisdictions/<int:pk>/", bodies.jurisdiction_set, name="jurisdiction_edit"),
    path("basics/kinds/add/", bodies.supervision_kind_set, name="supervision_kind_add"),
    path("basics/kinds/<int:pk>/", bodies.supervision_kind_set, name="supervision_kind_edit"),
    path("basics/roles/<int:pk>/", bodies.role_set, name="role_edit"),
    path("people/", people.person_list, name="person_list"),
    path("people/add/", people.person_add, name="person_add"),
    path("people/<int:pk>/", people.person_detail, name="person"),
    path("people/<int:pk>/edit/", people.person_edit, name="person_edit"),
    path("people/<int:pk>/close/", people.account_close, name="account_close"),
    path("people/<int:pk>/reopen/", people.account_reopen, name="account_reopen"),
    path("people/<int:pk>/password/", people.password_reset, name="password_reset"),
    path("people/<int:pk>/administrator/", people.admin_set, name="admin_set"),
    path("people/<int:pk>/posts/add/", people.membership_add, name="membership_add"),
    path("memberships/<int:pk>/end/", people.membership_end, name="membership_end"),
    path("import/<slug:key>/", imports.sheet_import, name="sheet_import"),
    path("import/<slug:key>/template/", imports.sheet_template, name="sheet_template"),
]
