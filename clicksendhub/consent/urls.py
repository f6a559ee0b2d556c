"""Addresses of the opt-outs; no number stands in any of them."""

from django.urls import path

from clicksendhub.consent.views import blocks, export, imports

app_name = "consent"
_IMPORT = "opt-outs/imports/<uuid:public_id>/"
urlpatterns = [
    path("opt-outs/", blocks.blocks, name="blocks"),
    path("opt-outs/find/", blocks.find, name="find"),
    path("opt-outs/add/", blocks.add, name="add"),
    path("opt-outs/export/", export.export, name="export"),
    path("opt-outs/imports/new/", imports.new, name="import_new"),
    path(_IMPORT, imports.show, name="import"),
    path(f"{_IMPORT}columns/", imports.columns, name="import_columns"),
    path(f"{_IMPORT}rows/", imports.rows, name="import_rows"),
    path(f"{_IMPORT}rejected/", imports.told, name="import_told"),
    path(f"{_IMPORT}act/", imports.act, name="import_act"),
    path("opt-outs/<uuid:public_id>/", blocks.block, name="block"),
    path("opt-outs/<uuid:public_id>/lift/", blocks.lift, name="lift"),
]
