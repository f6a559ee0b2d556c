"""Addresses of sign-in, of the people, and of one's own page."""

from django.urls import path

from clicksendhub.people.views import arrival, me, passwords, people, sign_in

app_name = "people"
urlpatterns = [
    path("sign-in/", sign_in.sign_in, name="sign_in"),
    path("sign-out/", sign_in.sign_out, name="sign_out"),
    path("welcome/<str:token>/", arrival.welcome, name="welcome"),
    path("join/<str:token>/", arrival.join, name="join"),
    path("password/forgot/", passwords.forgot, name="forgot"),
    path("password/forgot/sent/", passwords.forgot_sent, name="forgot_sent"),
    path("password/reset/<str:token>/", passwords.reset, name="reset"),
    path("me/", me.me, name="me"),
    path("me/password/", passwords.password_change, name="password_change"),
    path("people/", people.people, name="people"),
    path("people/invite/", people.invite, name="invite"),
    path(
        "people/invitations/<uuid:public_id>/withdraw/",
        people.withdraw,
        name="withdraw",
    ),
    path("people/<uuid:public_id>/", people.person, name="person"),
    path("people/<uuid:public_id>/reset/", people.reset_link, name="reset_link"),
    path("people/<uuid:public_id>/end/", people.deactivate, name="deactivate"),
    path("people/<uuid:public_id>/back/", people.bring_back, name="bring_back"),
]
