# Which Java, and is what we would run up to date with the sources?
# shellcheck shell=bash

readonly OLDEST_JAVA=17

# The newest JDK (it has javac) at or above OLDEST_JAVA among JAVA_HOME, PATH and /usr/lib/jvm.
# Reading the JDK's `release` file costs nothing; starting each java would cost a second.
java_home() {
    local candidate version best='' best_version=$((OLDEST_JAVA - 1))
    for candidate in "${JAVA_HOME:-}" "$(jdk_on_path)" /usr/lib/jvm/*; do
        [[ -n $candidate && -x $candidate/bin/javac ]] || continue
        version=$(java_version "$candidate")
        if ((version > best_version)); then
            best=$candidate best_version=$version
        fi
    done
    [[ -n $best ]] && printf '%s\n' "$best"
}

jdk_on_path() {
    local javac
    javac=$(command -v javac) && dirname "$(dirname "$(readlink -f "$javac")")"
}

# java_version JDK: 17, 25, ...; 0 when its release file does not say.
java_version() {
    local line
    while IFS= read -r line; do
        if [[ $line =~ ^JAVA_VERSION=\"([0-9]+) ]]; then
            printf '%s\n' "${BASH_REMATCH[1]}"
            return
        fi
    done <"$1/release" 2>/dev/null
    printf '0\n'
}

# java_flags VERSION: one a line. Gatling and Netty reach into the JDK; from 24 on it warns about that, and Netty
# goes without Unsafe, which costs it an allocation for every request, unless told otherwise.
java_flags() {
    printf '%s\n' --add-opens=java.base/java.lang=ALL-UNNAMED
    (($1 < 24)) || printf '%s\n' --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
        -Dio.netty.noUnsafe=false
}
