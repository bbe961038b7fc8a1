# The setting in which benchmarks/run and benchmarks/compare measure: who gets which CPU, the JDK and the class path,
# nginx with a page of 1 KB, and what the machine was up to meanwhile. To be sourced.
# shellcheck shell=bash

MPMLAB_HOME=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
readonly MPMLAB_HOME
# shellcheck source=launcher/say.sh
source "$MPMLAB_HOME/launcher/say.sh"
# shellcheck source=launcher/java.sh
source "$MPMLAB_HOME/launcher/java.sh"
# shellcheck source=launcher/build.sh
source "$MPMLAB_HOME/launcher/build.sh"

# The server has CPU 0. What sends has CPU 1; the rest of its process, such as the JVM's compiler threads, may be
# anywhere but on the server's. ServerProcess.java says the same.
readonly SERVER_CPU=0 LOAD_CPU=1
LOADERS_CPUS=$LOAD_CPU-$(($(getconf _NPROCESSORS_CONF) - 1))
readonly LOADERS_CPUS

work=$(mktemp -d)
nginx_pid=

clean_up() {
    [[ -z $nginx_pid ]] || kill "$nginx_pid" 2>/dev/null || true
    rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 130' INT TERM

# need PROGRAM...: all of them, or says which Debian packages bring those that are not there.
need() {
    local program missing=()
    local -A package=([nginx]=nginx-light [wrk]=wrk [h2load]=nghttp2-client [taskset]=util-linux [timeout]=coreutils)
    for program in "$@"; do
        PATH=$PATH:/usr/sbin command -v "$program" >/dev/null || missing+=("${package[$program]}")
    done
    ((${#missing[@]} == 0)) || fail 13 "not here; run: apt-get install ${missing[*]}"
}

need_two_cpus() {
    need taskset timeout
    local cpu
    for cpu in $SERVER_CPU $LOAD_CPU; do
        taskset -c "$cpu" true 2>/dev/null || fail 13 "server and generator need a CPU each: no CPU $cpu here"
    done
}

# start_nginx [WORKERS]: on the server's CPU and on 127.0.0.1 alone; sets h1 and h2c to its page's addresses.
start_nginx() {
    need nginx
    local port=$((20000 + RANDOM % 8000)) try path
    mkdir -p "$work/html"
    head -c 768 /dev/urandom | base64 -w0 | head -c 1024 >"$work/html/1k.html"
    # Its worker is another user when root starts it.
    chmod -R a+rX "$work"
    # Room for 20,000 idle connections.
    ulimit -n "$(ulimit -Hn)"
    {
        printf '%s\n' "worker_processes ${1:-1};" 'daemon off;' "pid $work/nginx.pid;" \
            'events { worker_connections 32768; }' 'http {' 'access_log off;' \
            'keepalive_requests 1000000000;' 'keepalive_timeout 1h;' "root $work/html;" \
            "server { listen 127.0.0.1:$port backlog=4096; }" "server { listen 127.0.0.1:$((port + 1)) http2; }"
        for path in client_body proxy fastcgi uwsgi scgi; do
            printf '%s_temp_path %s;\n' "$path" "$work/$path"
        done
        printf '}\n'
    } >"$work/nginx.conf"
    PATH=$PATH:/usr/sbin taskset -c $SERVER_CPU nginx -e "$work/nginx.log" -c "$work/nginx.conf" >/dev/null 2>&1 &
    nginx_pid=$!
    for ((try = 0; try < 50; try++)); do
        if (exec 3<>"/dev/tcp/127.0.0.1/$((port + 1))") 2>/dev/null && kill -0 "$nginx_pid" 2>/dev/null; then
            # For the scripts that source this.
            # shellcheck disable=SC2034
            h1=http://127.0.0.1:$port/1k.html h2c=http://127.0.0.1:$((port + 1))/1k.html
            return
        fi
        sleep 0.1
    done
    fail 13 "nginx does not start: $(tail -n 3 "$work/nginx.log")"
}

# build_benchmarks: as the launcher builds the tool, when a source is newer.
build_benchmarks() {
    local jar=$MPMLAB_HOME/benchmarks/target/dist/mpmlab-benchmarks-0.1.0-SNAPSHOT.jar
    if [[ ! -f $jar || -n $(cd "$MPMLAB_HOME" && find pom.xml {harness/core,harness/engine,benchmarks}/{pom.xml,src/main} \
        -name target -prune -o -type f -newer "$jar" -print -quit) ]]; then
        say "building the benchmarks"
        maven -B -q -DskipTests package -pl benchmarks -am >&2 || fail 1 "the build failed; its messages are above"
    fi
}

# java_of_benchmarks SECONDS CLASS ARGUMENT...: for so long at most.
java_of_benchmarks() {
    local jdk flags
    jdk=$(java_home) || fail 13 "no JDK $OLDEST_JAVA or newer here; run: ./mpmlab setup"
    mapfile -t flags < <(java_flags "$(java_version "$jdk")")
    timeout --foreground "$1" taskset -c "$LOADERS_CPUS" "$jdk/bin/java" "${flags[@]}" \
        -cp "$MPMLAB_HOME/benchmarks/target/dist/*" "${@:2}"
}

# stolen: ticks that the hypervisor gave to others, and all ticks, so far.
stolen() {
    awk '/^cpu / { for (i = 2; i <= 9; i++) t += $i; print $9, t }' /proc/stat
}

# steal BEFORE: percent of the machine's CPU time since `stolen` said BEFORE.
steal() {
    echo "$1 $(stolen)" | awk '{ printf "%.1f", 100 * ($3 - $1) / ($4 - $2 + 1e-9) }'
}

load_average() { cut -d' ' -f1-3 /proc/loadavg; }

machine() {
    local jdk
    jdk=$(java_home) && jdk=$(sed -n 's/^JAVA_VERSION="\(.*\)"/\1/p' "$jdk/release")
    echo "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1), $(nproc --all) CPUs, Linux $(uname -r), Java $jdk"
}
