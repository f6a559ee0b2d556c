"""Addresses of imports."""

from django.urls import URLPattern, path

from contacts.views import (
    imports,
    imports_check,
    imports_file,
    imports_match,
    imports_rows,
)

_ONE = "contacts/imports/<uuid:public_id>"

imports_urls: list[URLPattern] = [
    path("contacts/imports/", imports.imports, name="imports"),
    path("contacts/imports/new/", imports.import_new, name="import_new"),
    path(f"{_ONE}/", imports.import_, name="import"),
    path(f"{_ONE}/file/", imports_file.import_file, name="import_file"),
    path(f"{_ONE}/columns/", imports_match.import_columns, name="import_columns"),
    path(f"{_ONE}/check/", imports_check.import_check, name="import_check"),
    path(f"{_ONE}/rows/", imports_rows.import_rows, name="import_rows"),
    path(f"{_ONE}/act/", imports.import_act, name="import_act"),
    path(f"{_ONE}/not-imported/", imports.import_told, name="import_told"),
]
