package org.mpmlab.core.stack;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Optional;

/**
 * The parts that a stack is made of, written {@code event+fpm}, {@code event+fpm+nginx} (nginx as reverse proxy in
 * front of Apache) or {@code nginx+fpm} (no Apache at all).
 *
 * @param mpm empty where nginx serves by itself
 * @param php how PHP runs
 * @param fronted whether nginx stands in front of Apache as reverse proxy, as control panels have it
 */
public record Composition(Optional<Mpm> mpm, PhpMode php, boolean fronted) {
    private static final String NGINX = "nginx";

    public Composition {
        if (mpm.isEmpty() && (fronted || php != PhpMode.FPM)) {
            throw new IllegalArgumentException("nginx by itself runs PHP through PHP-FPM only");
        }
    }

    public static Composition apache(Mpm mpm, PhpMode php) {
        return new Composition(Optional.of(mpm), php, false);
    }

    /** nginx with PHP-FPM. */
    public static Composition nginx() {
        return new Composition(Optional.empty(), PhpMode.FPM, false);
    }

    public Composition behindNginx() {
        return new Composition(mpm, php, true);
    }

    /** This composition without nginx in front. */
    public Composition unfronted() {
        return new Composition(mpm, php, false);
    }

    /** Whether each site's PHP runs under a user of its own. */
    public boolean isolates() {
        return php == PhpMode.FPM || mpm.filter(Mpm.ITK::equals).isPresent();
    }

    /** Whether nginx speaks to the client. */
    public boolean nginxFaces() {
        return fronted || mpm.isEmpty();
    }

    /**
     * Reads a name such as {@code event+fpm}.
     *
     * @throws IllegalArgumentException if it names no composition; the message says what is known
     */
    @JsonCreator
    public static Composition parse(String name) {
        String[] words = name.split("\\+", -1);
        boolean fronted = words.length == 3 && words[2].equals(NGINX);
        if (words.length != 2 && !fronted) {
            throw new IllegalArgumentException("'" + name + "' is no stack: write MPM+PHP, such as event+fpm, "
                    + "MPM+PHP+nginx for nginx in front of Apache, or nginx+fpm");
        }
        PhpMode php = Arrays.stream(PhpMode.values())
                .filter(mode -> mode.word().equals(words[1]))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "'" + words[1] + "' in '" + name + "' is no PHP mode: mod_php, cgi, fcgid or fpm"));
        if (words[0].equals(NGINX) && !fronted) {
            return new Composition(Optional.empty(), php, false);
        }
        Mpm mpm = Arrays.stream(Mpm.values())
                .filter(candidate -> candidate.word().equals(words[0]))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "'" + words[0] + "' in '" + name + "' is no MPM: prefork, itk, worker or event"));
        return new Composition(Optional.of(mpm), php, fronted);
    }

    /** The name that users write. */
    @JsonValue
    public String name() {
        return mpm.map(Mpm::word).orElse(NGINX) + "+" + php.word() + (fronted ? "+" + NGINX : "");
    }

    @Override
    public String toString() {
        return name();
    }
}
