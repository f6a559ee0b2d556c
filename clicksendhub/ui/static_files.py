"""How style sheets and scripts are named: each name tells the content it stands for."""

from __future__ import annotations

from django.contrib.staticfiles.storage import HashedFilesMixin
from whitenoise.storage import CompressedManifestStaticFilesStorage

_glob, _imports = HashedFilesMixin._js_module_import_aggregation_patterns  # type: ignore[attr-defined]


class HashedStaticFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Scripts import each other by hashed names too: no browser keeps an older part.

    Ours alone: a comment in htmx names a file in words that look like an import.
    """

    support_js_module_import_aggregation = True
    _js_module_import_aggregation_patterns = (f"js/{_glob}", _imports)
