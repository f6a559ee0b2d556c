"""The public names of the client, and what it may lean on."""

import ast
import subprocess
import sys
from pathlib import Path

from clicksendhub import clicksend

PACKAGE = Path(clicksend.__file__).parent
MODULES = sorted(PACKAGE.glob("*.py"))


def imported_by(path: Path) -> set[str]:
    """Top-level packages that a module imports from outside its own."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names.add((node.module or "").split(".")[0])
    return names


def test_every_public_name_exists_once_in_order():
    assert len(set(clicksend.__all__)) == len(clicksend.__all__)
    assert [name for name in clicksend.__all__ if not hasattr(clicksend, name)] == []


def test_every_imported_name_is_public():
    tree = ast.parse((PACKAGE / "__init__.py").read_text())
    imports = [node for node in tree.body if isinstance(node, ast.ImportFrom)]

    imported = {alias.name for node in imports for alias in node.names}

    assert imported == set(clicksend.__all__)


def test_every_error_is_public():
    branches = clicksend.ClickSendError.__subclasses__()
    leaves = [leaf for branch in branches for leaf in branch.__subclasses__()]

    kinds: list[type] = [clicksend.ClickSendError, *branches, *leaves]
    # A channel may add errors of its own; they are none of the client’s.
    package = clicksend.__name__
    names = {kind.__name__ for kind in kinds if kind.__module__.startswith(package)}
    assert names <= set(clicksend.__all__)


def test_only_the_client_imports_httpx_and_in_one_line():
    users = [path.name for path in MODULES if "httpx" in imported_by(path)]

    assert users == ["client.py"]
    assert (PACKAGE / "client.py").read_text().count("import httpx") == 1


def test_the_rest_is_the_standard_library():
    foreign = set().union(*map(imported_by, MODULES)) - set(sys.stdlib_module_names)

    assert foreign == {"httpx"}


def test_importing_the_client_loads_no_django():
    code = "import clicksendhub.clicksend, sys; sys.exit('django' in sys.modules)"

    root = PACKAGE.parent.parent
    assert subprocess.run([sys.executable, "-c", code], cwd=root).returncode == 0


def test_words_of_the_api_stay_in_this_package():
    """The border itself: no value that leaves it has a name of the API."""
    values = [getattr(clicksend, name) for name in clicksend.__all__]
    fields = {
        field
        for value in values
        for field in getattr(value, "__dataclass_fields__", ())
    }

    assert fields & {"custom_string", "from", "message_parts", "message_price"} == set()
    assert {"reference", "sender", "parts", "price"} <= fields
