"""Addresses of the files; whoever knows one must be signed in and of the account."""

from django.urls import path

from clicksendhub.media.views import content, pages

app_name = "media"
urlpatterns = [
    path("files/", pages.list_, name="list"),
    path("files/new/", pages.bring, name="bring"),
    path("files/<uuid:public_id>/", pages.file, name="file"),
    path("files/<uuid:public_id>/convert/", pages.convert, name="convert"),
    path("files/<uuid:public_id>/delete/", pages.delete, name="delete"),
    path("files/<slug:address>/original", content.original, name="original"),
    path("files/<slug:address>/page/<int:number>.png", content.page, name="page"),
    path("files/<slug:address>/<slug:purpose>/made", content.made, name="made"),
    path(
        "files/<slug:address>/<slug:purpose>/page/<int:number>.png",
        content.made_page,
        name="made_page",
    ),
]
