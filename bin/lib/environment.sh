# shellcheck shell=bash
# Makes .venv from the lock file; skipped where that was done for this very lock.

BOOTSTRAP=$ROOT/.bootstrap
SETUP_LOG=$BOOTSTRAP/setup.log
VENV=$ROOT/.venv

# Short of room a set-up fails half way with words that nobody understands.
_need_room() {
    local free
    free=$(df -Pk "$ROOT" | awk 'NR == 2 { print $4 }')
    if [ "${free:-0}" -lt 512000 ]; then
        die "The disk that holds $ROOT has $((free / 1024)) MB left and the set-up needs" \
            "500. Make room and start again: it goes on where it stopped."
    fi
}

_stamp_of() {
    "$PYTHON" -I - "$ROOT/uv.lock" "$ROOT/pyproject.toml" "$PYTHON" "$@" <<'PY'
import hashlib, pathlib, sys
digest = hashlib.sha256()
for name in sys.argv[1:3]:
    digest.update(pathlib.Path(name).read_bytes())
digest.update("\n".join(sys.argv[3:]).encode())
print(digest.hexdigest())
PY
}

# With pip alone: the same versions by their hashes, from the exported list.
_install_without_uv() {
    say "uv cannot be had here; installing with pip instead …"
    if ! "$PYTHON" -m venv "$VENV" >>"$SETUP_LOG" 2>&1; then
        rm -rf "$VENV"
        "$PYTHON" -m venv --without-pip "$VENV" >>"$SETUP_LOG" 2>&1 || return 1
        "$PYTHON" -m pip --python "$VENV/bin/python" install --quiet --no-input \
            --no-cache-dir --require-hashes -r "$ROOT/requirements.txt" \
            >>"$SETUP_LOG" 2>&1
        return
    fi
    _pip_install "$VENV/bin/python" --require-hashes -r "$ROOT/requirements.txt"
}

_no_installer() {
    if ! "$PYTHON" -m pip --version >/dev/null 2>&1 &&
        ! "$PYTHON" -c 'from ensurepip import bootstrap' >/dev/null 2>&1; then
        die "Python is here without venv and pip. Install them and start again:" \
            "sudo apt-get install -y python3-venv python3-pip"
    fi
    _setup_failed
}

_setup_failed() {
    say "The set-up could not be finished. Its last words were:"
    tail -n 8 "$SETUP_LOG" >&2
    _need_room
    die "Mend that (most often the network) and start again: it goes on where it" \
        "stopped. The whole story is in .bootstrap/setup.log."
}

# make_environment STAMP [uv sync options…]: afterwards $VENV/bin/python is ready.
make_environment() {
    local name=$1 stamp
    shift
    stamp=$(_stamp_of "$@")
    if [ -x "$VENV/bin/python" ] &&
        [ "$(cat "$VENV/.ready-$name" 2>/dev/null)" = "$stamp" ]; then
        return 0
    fi
    _need_room
    mkdir -p "$BOOTSTRAP" 2>/dev/null && : 2>/dev/null >"$SETUP_LOG" ||
        die "The folder $ROOT cannot be written to. Clone the hub into a folder of your" \
            "own and start again."
    if find_uv; then
        say "Making the environment from the lock file …"
        (cd "$ROOT" && run_uv sync --frozen --python "$PYTHON" "$@") || _setup_failed
    elif [ "$name" = demo ]; then
        _install_without_uv || _no_installer
    else
        _no_installer
    fi
    printf '%s\n' "$stamp" >"$VENV/.ready-$name"
}
