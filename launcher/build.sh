# Builds the tool when it is missing or older than its sources.
# shellcheck shell=bash

readonly BUILT=$MPMLAB_HOME/harness/cli/target/mpmlab-built
readonly SOURCES=(pom.xml .mvn harness reports scenarios docker-images)

# MPMLAB_BUILDING: a test that calls the launcher runs in the middle of a build, with what that build made.
build_if_needed() {
    [[ -z ${MPMLAB_BUILDING:-} ]] || return 0
    ! is_built || return 0
    local lock
    # Two callers at once: the second waits, then finds it built.
    exec {lock}<"$MPMLAB_HOME/mvnw"
    flock "$lock"
    is_built || build
    exec {lock}<&-
}

# The stamp holds the names of the sources, as a file that is gone is newer than nothing.
is_built() {
    [[ -f $BUILT && $(sources) == "$(<"$BUILT")" && -z $(newer_sources) ]]
}

sources() { find_sources -print | LC_ALL=C sort | cksum; }

newer_sources() { find_sources -newer "$BUILT" -print -quit; }

# find_sources WHAT-TO-DO...
find_sources() {
    (
        cd "$MPMLAB_HOME" || exit
        find "${SOURCES[@]}" -name target -prune -o -type f ! -name .flattened-pom.xml "$@" 2>/dev/null || true
    )
}

build() {
    say "building (Maven; the first time takes some minutes)"
    build_all -q -DskipTests package >&2 || fail 1 "the build failed; its messages are above"
}

# build_all ARGUMENT...: builds every module afresh and remembers from which sources.
build_all() {
    local begun=$MPMLAB_HOME/harness/cli/target/mpmlab-begun
    mkdir -p "${begun%/*}"
    # Dated at the start: what is edited while it builds is newer.
    sources >"$begun"
    rm -rf "$MPMLAB_HOME/harness/cli/target/dist"
    maven -B "$@" && mv "$begun" "$BUILT"
}

# maven ARGUMENT...: the pinned Maven, on this project, with the JDK that runs the tool.
maven() {
    local jdk
    jdk=$(java_home) || fail 13 "no JDK $OLDEST_JAVA or newer here; run: $0 setup"
    # The flags quieten what plugins do to the JDK.
    (cd "$MPMLAB_HOME" && JAVA_HOME=$jdk MPMLAB_BUILDING=1 \
        MAVEN_OPTS="$(java_flags "$(java_version "$jdk")" | tr '\n' ' ')${MAVEN_OPTS:-}" ./mvnw "$@")
}
