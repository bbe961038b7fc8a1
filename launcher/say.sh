# How the launcher speaks. Everything goes to stderr: stdout belongs to the tool (`--json`).
# shellcheck shell=bash

say() { printf 'mpmlab: %s\n' "$*" >&2; }

# fail STATUS MESSAGE...: statuses are the tool's own (2 configuration, 13 infrastructure).
fail() {
    local status=$1
    shift
    say "$*"
    exit "$status"
}
