# shellcheck shell=bash
# Finds uv, or puts it into the git-ignored folder .bootstrap; nothing outside is changed.

UV_WANTED='uv>=0.13,<0.14'

# True where this uv runs and is new enough to read the lock file.
_uv_works() {
    local version
    version=$("$1" --version 2>/dev/null) || return 1
    version=${version#uv }
    case ${version%% *} in
        0.[0-9].* | 0.1[0-2].*) return 1 ;;
        [0-9]*.*) return 0 ;;
        *) return 1 ;;
    esac
}

_pip_install() {
    local python=$1
    shift
    "$python" -m pip install --quiet --no-input --no-cache-dir \
        --disable-pip-version-check "$@" >>"$SETUP_LOG" 2>&1
}

_bootstrap_in_venv() {
    local folder=$BOOTSTRAP/venv
    rm -rf "$folder"
    "$PYTHON" -m venv "$folder" >>"$SETUP_LOG" 2>&1 || return 1
    _pip_install "$folder/bin/python" "$UV_WANTED" || return 1
    UV=$folder/bin/uv
    _uv_works "$UV"
}

# For a Python without ensurepip: a plain `pip install` is refused on Debian, a folder
# of its own is not.
_bootstrap_in_folder() {
    local folder=$BOOTSTRAP/target
    rm -rf "$folder"
    _pip_install "$PYTHON" --target "$folder" "$UV_WANTED" || return 1
    UV=$folder/bin/uv
    _uv_works "$UV"
}

# Sets UV; fails where uv can be had in no way.
find_uv() {
    local candidate
    for candidate in "$BOOTSTRAP/venv/bin/uv" "$BOOTSTRAP/target/bin/uv" \
        "$(command -v uv 2>/dev/null || true)"; do
        if [ -n "$candidate" ] && _uv_works "$candidate"; then
            UV=$candidate
            return 0
        fi
    done
    say "Fetching uv, the installer …"
    _bootstrap_in_venv || _bootstrap_in_folder
}

# Runs uv with the machine's own certificates where it has any (a company proxy may sign
# with its own), and once more with uv's own where that failed.
run_uv() {
    local bundle
    export UV_PYTHON_DOWNLOADS=never UV_NO_PROGRESS=1
    export UV_CACHE_DIR=${UV_CACHE_DIR:-$BOOTSTRAP/cache}
    unset VIRTUAL_ENV UV_PROJECT_ENVIRONMENT
    for bundle in "${SSL_CERT_FILE:-}" /etc/ssl/certs/ca-certificates.crt \
        /etc/pki/tls/certs/ca-bundle.crt /etc/ssl/cert.pem; do
        if [ -n "$bundle" ] && [ -r "$bundle" ]; then
            UV_SYSTEM_CERTS=1 "$UV" "$@" >>"$SETUP_LOG" 2>&1 && return 0
            break
        fi
    done
    env -u UV_SYSTEM_CERTS -u SSL_CERT_FILE -u SSL_CERT_DIR \
        "$UV" "$@" >>"$SETUP_LOG" 2>&1
}
