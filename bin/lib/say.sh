# shellcheck shell=bash
# What the scripts say to a person: one plain sentence on standard error.

say() { printf '%s\n' "$*" >&2; }

die() {
    say "$@"
    exit 1
}
