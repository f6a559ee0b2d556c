# shellcheck shell=bash
# Runs named parts one after the other and tells at the end which of them failed.

PARTS_FAILED=()
PARTS_TOLD=()

# part "Name" command…: its output stays visible; a failure is kept and the rest goes on.
part() {
    local name=$1 began=$SECONDS outcome=ok
    shift
    say ""
    say "── $name"
    if ! "$@" </dev/null; then
        outcome=FAILED
        PARTS_FAILED+=("$name")
    fi
    PARTS_TOLD+=("$(printf '%-44s %-7s %4d s' "$name" "$outcome" $((SECONDS - began)))")
}

# Prints the table; fails where a part did.
tell_parts() {
    say ""
    local line
    for line in "${PARTS_TOLD[@]}"; do
        say "  $line"
    done
    [ ${#PARTS_FAILED[@]} -eq 0 ]
}
