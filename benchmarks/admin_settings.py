"""The hub's settings with Django's admin beside it: the rival of ``contacts_pages``."""

from clicksendhub.settings import *  # noqa: F403 — all of them, and then some
from clicksendhub.settings import INSTALLED_APPS, STATICFILES_DIRS, STORAGES

INSTALLED_APPS = ["django.contrib.admin", *INSTALLED_APPS]
ROOT_URLCONF = "benchmarks.admin_urls"
ALLOWED_HOSTS = ["testserver"]
AXES_ENABLED = False
# Nobody collects static files for a benchmark, and no page fetches any.
STATIC_ROOT = STATICFILES_DIRS[0]
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
