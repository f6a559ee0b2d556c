# shellcheck shell=bash
# Finds a real Python of at least 3.11: not a shim, not somebody's active environment.

# Prints the interpreter's own path where it is new enough and whole.
# `_base_executable` is the interpreter behind an active virtual environment.
_probe_python() {
    "$1" -I - <<'PY' 2>/dev/null
import ctypes, os, sqlite3, ssl, sys
if sys.version_info < (3, 11) or sqlite3.sqlite_version_info < (3, 31):
    raise SystemExit(1)
print(os.path.abspath(getattr(sys, "_base_executable", None) or sys.executable))
PY
}

# Sets PYTHON, or stops with what to install.
find_python() {
    local candidate
    for candidate in "${HUB_PYTHON:-}" python3 python3.14 python3.13 python3.12 \
        python3.11 python /usr/bin/python3 /usr/local/bin/python3 \
        "${PYENV_ROOT:-${HOME:-/nonexistent}/.pyenv}"/versions/3.1[1-9]*/bin/python3; do
        [ -n "$candidate" ] || continue
        if PYTHON=$(_probe_python "$candidate") && [ -x "$PYTHON" ]; then
            return 0
        fi
    done
    if command -v apt-get >/dev/null 2>&1; then
        die "The hub needs Python 3.11 or newer and found none. Install it with:" \
            "sudo apt-get install -y python3 python3-venv"
    fi
    die "The hub needs Python 3.11 or newer and found none. Install it from" \
        "https://www.python.org/downloads/ or name it with HUB_PYTHON=/path/to/python3."
}
