# shellcheck shell=bash
# Installs the official SDKs, each into an environment of its own, from locks with hashes.

# Afterwards .bootstrap/sdk-5 and .bootstrap/sdk-6 are ready.
make_sdk_environments() {
    local generation folder
    mkdir -p "$BOOTSTRAP"
    find_uv || _setup_failed
    for generation in 5 6; do
        folder=$BOOTSTRAP/sdk-$generation
        if [ ! -x "$folder/bin/python" ]; then
            run_uv venv --clear --python "$PYTHON" "$folder" || _setup_failed
        fi
        run_uv pip sync --require-hashes --python "$folder/bin/python" \
            "$ROOT/tests/sdk/requirements-$generation.txt" || _setup_failed
    done
}
