# What the machine must have: packages, a Docker Engine that answers, the base image.
# Each step looks first, so a second call finds nothing to do.
# shellcheck shell=bash

# The one list of what is needed: what to look for | packages that bring it, the first that exists wins.
# A name with a slash is looked for as a file, any other as a command.
readonly NEEDED_TO_BUILD='
mvn                                             | maven'
readonly NEEDED_FOR_AN_ENGINE_HERE='
dockerd                                         | docker.io'
readonly NEEDED_TO_RUN='
docker                                          | docker-cli docker.io
debootstrap                                     | debootstrap
/usr/share/keyrings/debian-archive-keyring.gpg  | debian-archive-keyring
/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf | fonts-dejavu-core'
readonly NEEDED_TO_TEST='
chromium                                        | chromium chromium-browser
chromedriver                                    | chromium-driver chromium-chromedriver'

readonly DOCKERD_LOG=/var/log/mpmlab-dockerd.log

# set_up PURPOSE INSTALL: PURPOSE is `run` or `test`; INSTALL is `yes`, or `no` to list and stop if anything is missing.
set_up() {
    local purpose=$1 install=$2 todo
    if [[ $install == no ]]; then
        todo=$(to_do "$purpose")
        [[ -n $todo ]] || { say "nothing is missing"; return 0; }
        say "--no-install: this would be done:"
        printf '%s\n' "$todo" | sed 's/^/  - /' >&2
        exit 2
    fi
    install_packages "$purpose"
    start_docker
    "$MPMLAB_HOME/docker-images/base/ensure"
}

to_do() {
    local packages
    packages=$(missing_packages "$1")
    [[ -z $packages ]] || printf 'install %s (apt)\n' "${packages//$'\n'/, }"
    if ! docker_answers; then
        if dockerd_runs; then printf 'let %s use the Docker that runs\n' "$(id -un)"; else printf 'start dockerd\n'; fi
    fi
    "$MPMLAB_HOME/docker-images/base/ensure" --check || printf 'make the image mpmlab/base:trixie\n'
}

# --- packages -----------------------------------------------------------------------------------

install_packages() {
    local packages log
    mapfile -t packages < <(missing_packages "$1")
    ((${#packages[@]} > 0)) || return 0
    command -v apt-get >/dev/null ||
        fail 13 "missing: $(join ', ' "${packages[@]}"). There is no apt here: install them by hand, then call again"
    may_be_root || fail 13 "this needs root, and sudo can not be used here. Run as root, then call again:" \
        $'\n'"    apt-get update && apt-get install -y --no-install-recommends ${packages[*]}"
    # Package lists may be absent (a fresh container) or stale (a 404 for a superseded version).
    say "refreshing package lists (apt)"
    apt_get update -qq >&2 || say "package lists could not all be refreshed; going on with what is there"
    # Names are chosen again: without lists no package was known.
    mapfile -t packages < <(missing_packages "$1")
    say "installing $(join ', ' "${packages[@]}") (apt)"
    # Some packages insist on a folder for manuals that minimal systems lack.
    as_root mkdir -p /usr/share/man/man1
    log=$(mktemp)
    if ! apt_get install -y -qq --no-install-recommends "${packages[@]}" >"$log" 2>&1; then
        tail -n 15 "$log" | sed 's/^/  | /' >&2
        rm -f "$log"
        fail 13 "apt could not install them; its last lines are above"
    fi
    rm -f "$log"
}

apt_get() {
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -o Acquire::Retries=3 -o DPkg::Lock::Timeout=120 "$@"
}

# missing_packages PURPOSE: one package a line, nothing when all is there.
missing_packages() {
    {
        java_home >/dev/null || jdk_package
        missing_from "$NEEDED_TO_BUILD"
        # An Engine that answers may be of another making, or on another machine.
        [[ -n ${DOCKER_HOST:-} ]] || docker_answers || missing_from "$NEEDED_FOR_AN_ENGINE_HERE"
        missing_from "$NEEDED_TO_RUN"
        [[ $1 != test ]] || missing_from "$NEEDED_TO_TEST"
    } | sort -u
}

missing_from() {
    local wanted packages
    while IFS='|' read -r wanted packages; do
        wanted=${wanted// /}
        [[ -n $wanted ]] || continue
        is_there "$wanted" || first_available "$packages"
    done <<<"$1"
}

# debootstrap and others lie in /usr/sbin, which Debian leaves out of a user's PATH.
is_there() {
    if [[ $1 == /* ]]; then [[ -e $1 ]]; else command -v "$1" >/dev/null || [[ -x /usr/sbin/$1 ]]; fi
}

# Debian's own Docker client is part of docker.io up to 12 and a package of its own from 13 on.
first_available() {
    local package
    for package in $1; do
        if [[ -n $(apt-cache show --no-all-versions "$package" 2>/dev/null) ]]; then
            printf '%s\n' "$package"
            return
        fi
    done
    read -r package _ <<<"$1"
    printf '%s\n' "$package"
}

# The oldest JDK that will do, else the newest that there is: both run the same bytecode.
jdk_package() {
    local package=openjdk-17-jdk-headless newest
    if ! apt-cache show "$package" >/dev/null 2>&1; then
        newest=$(apt-cache pkgnames openjdk- 2>/dev/null | sed -n 's/^openjdk-\([0-9]*\)-jdk-headless$/\1/p' |
            awk '$1 >= 17' | sort -n | tail -1)
        [[ -z $newest ]] || package=openjdk-$newest-jdk-headless
    fi
    printf '%s\n' "$package"
}

# --- Docker -------------------------------------------------------------------------------------

docker_answers() { docker version --format '{{.Server.Version}}' >/dev/null 2>&1; }

start_docker() {
    ! docker_answers || return 0
    [[ -z ${DOCKER_HOST:-} ]] || fail 13 "no Docker Engine answers at DOCKER_HOST=$DOCKER_HOST: $(docker_says)"
    if dockerd_runs; then
        ! wait_for_docker 10 || return 0
        # One that was just ending is gone by now, and another can be started.
        ! dockerd_runs || fail 13 "dockerd runs but does not answer: $(docker_says)"
    fi
    if [[ -d /run/systemd/system ]]; then
        say "starting docker (systemd)"
        as_root systemctl start docker
        wait_for_docker 30 || fail 13 "docker was started but does not answer: $(docker_says)"
    else
        start_dockerd_by_hand
    fi
}

# Not pgrep: a minimal Debian lacks procps.
dockerd_runs() { grep -qsx dockerd /proc/[0-9]*/comm; }

docker_says() { docker version 2>&1 >/dev/null | tail -n 1; }

start_dockerd_by_hand() {
    say "starting dockerd (no init system here; log: $DOCKERD_LOG)"
    as_root "$MPMLAB_HOME/launcher/dockerd-by-hand" "$DOCKERD_LOG"
    ! wait_for_docker 60 || return 0
    as_root tail -n 15 "$DOCKERD_LOG" | sed 's/^/  | /' >&2
    fail 13 "dockerd does not answer; the end of $DOCKERD_LOG is above"
}

# wait_for_docker SECONDS: gives up early when the daemon dies or will not have this user.
wait_for_docker() {
    local -i deadline=$((SECONDS + $1))
    until docker_answers; do
        [[ $(docker_says) != *'permission denied'* ]] ||
            fail 13 "dockerd runs, but $(id -un) may not use it. Run: sudo usermod -aG docker $(id -un)," \
                "then log in again (or run: newgrp docker)"
        ((SECONDS < deadline)) || return 1
        sleep 0.2
        dockerd_runs || docker_answers || return 1
    done
}

# --- being root ---------------------------------------------------------------------------------

as_root() {
    if ((EUID == 0)); then
        "$@"
    elif may_be_root; then
        sudo -- "$@"
    else
        fail 13 "this needs root, and sudo can not be used here. Run as root, then call again:"$'\n'"    $*"
    fi
}

# Without a terminal sudo must not ask, or it would hang or fail in the middle.
may_be_root() {
    ((EUID == 0)) || { command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [[ -t 0 && -t 2 ]]; }; }
}

join() {
    local separator=$1 first=${2:-}
    shift 2 || return 0
    printf '%s' "$first" "${@/#/$separator}"
}
