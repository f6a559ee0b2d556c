# shellcheck shell=bash
# PostgreSQL, Redis and Chromium for CI: starts or installs what is missing, cleans up.

# Where runuser and its like live; not on every PATH.
PATH=$PATH:/usr/sbin:/sbin
REDIS_PID=''
CI_DATABASE=''

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo -n "$@"; fi
}

as_postgres() {
    if [ "$(id -u)" -eq 0 ]; then
        (cd / && runuser -u postgres -- "$@")
    else
        (cd / && sudo -n -u postgres "$@")
    fi
}

# install_debian COMMAND PACKAGE…: only where the command is missing.
install_debian() {
    local command=$1
    shift
    command -v "$command" >/dev/null 2>&1 && return 0
    say "Installing $* …"
    as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq &&
        as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y \
            --no-install-recommends "$@" >/dev/null
}

# A Redis of its own: nobody else's data is near.
start_redis() {
    install_debian redis-server redis-server || return 1
    local port
    port=$("$VENV/bin/python" -c 'import socket
with socket.socket() as held:
    held.bind(("127.0.0.1", 0)); print(held.getsockname()[1])')
    redis-server --port "$port" --bind 127.0.0.1 --save '' --appendonly no \
        --dir "$CI_FOLDER" >"$CI_FOLDER/redis.log" 2>&1 </dev/null &
    REDIS_PID=$!
    REDIS_URL=redis://127.0.0.1:$port/0
    export REDIS_URL
    _wait_until redis-cli -p "$port" ping
}

# A database with a role of its own on the machine's cluster, which is started if it rests.
start_postgres() {
    install_debian pg_ctlcluster postgresql || return 1
    local version cluster port status
    read -r version cluster port status _ < <(pg_lsclusters --no-header) || return 1
    if [ "${status%%,*}" != online ]; then
        as_root pg_ctlcluster "$version" "$cluster" start || return 1
    fi
    _wait_until as_postgres psql -p "$port" -qAtc 'SELECT 1' || return 1
    local name=hub_ci_$$ password
    password=$("$VENV/bin/python" -c 'import secrets; print(secrets.token_hex(16))')
    CI_DATABASE="$port $name"
    # Through standard input: a command line can be read by every user.
    printf "CREATE ROLE %s LOGIN CREATEDB PASSWORD '%s';\n" "$name" "$password" |
        as_postgres psql -p "$port" -q -v ON_ERROR_STOP=1 &&
        as_postgres createdb -p "$port" -O "$name" "$name" || return 1
    DATABASE_URL=postgresql://$name:$password@127.0.0.1:$port/$name
    export DATABASE_URL
}

stop_services() {
    if [ -n "$REDIS_PID" ]; then
        kill "$REDIS_PID" 2>/dev/null || true
        wait "$REDIS_PID" 2>/dev/null || true
    fi
    if [ -n "$CI_DATABASE" ]; then
        local port=${CI_DATABASE% *} name=${CI_DATABASE#* } process
        # One for each process of the tests, where they were cut off.
        for process in '' _gw0 _gw1 _gw2 _gw3; do
            as_postgres dropdb -p "$port" --if-exists --force "test_$name$process" || true
        done
        as_postgres dropdb -p "$port" --if-exists --force "$name" || true
        as_postgres dropuser -p "$port" --if-exists "$name" || true
    fi
    REDIS_PID='' CI_DATABASE=''
    unset DATABASE_URL REDIS_URL
}

_wait_until() {
    local tries=0
    until "$@" >/dev/null 2>&1 </dev/null; do
        tries=$((tries + 1))
        [ "$tries" -lt 100 ] || return 1
        sleep 0.1
    done
}

# Debian's browser serves; Playwright's own is never fetched.
find_chromium() {
    local name
    for name in chromium chromium-headless-shell; do
        command -v "$name" >/dev/null 2>&1 && return 0
    done
    install_debian chromium chromium
}
