"""Addresses of the opt-outs; no number stands in any of them."""

from django.urls import path

from clicksendhub.consent import views

app_name = "consent"
urlpatterns = [
    path("opt-outs/", views.blocks, name="blocks"),
    path("opt-outs/find/", views.find, name="find"),
    path("opt-outs/add/", views.add, name="add"),
    path("opt-outs/<uuid:public_id>/", views.block, name="block"),
    path("opt-outs/<uuid:public_id>/lift/", views.lift, name="lift"),
]
