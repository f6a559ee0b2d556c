"""Addresses of the accounts."""

from django.urls import path

from clicksendhub.credentials.views import accounts, keys, switching

app_name = "credentials"
urlpatterns = [
    path("accounts/", accounts.accounts, name="accounts"),
    path("accounts/add/", accounts.add_account, name="add_account"),
    path("accounts/switch/", switching.switch_account, name="switch_account"),
    path("accounts/none/", switching.no_account, name="no_account"),
    path("accounts/<uuid:public_id>/", accounts.account, name="account"),
    path("accounts/<uuid:public_id>/edit/", accounts.edit, name="edit"),
    path("accounts/<uuid:public_id>/key/", keys.change_key, name="change_key"),
    path("accounts/<uuid:public_id>/check/", keys.check_now, name="check_now"),
    path("accounts/<uuid:public_id>/pause/", accounts.pause, name="pause"),
    path("accounts/<uuid:public_id>/resume/", accounts.resume, name="resume"),
    path("accounts/<uuid:public_id>/remove/", accounts.remove, name="remove"),
    path("accounts/<uuid:public_id>/test/", keys.test_path, name="test_path"),
    path("accounts/<uuid:public_id>/address/", keys.new_address, name="new_address"),
]
