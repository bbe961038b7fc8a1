package org.mpmlab.core.stack;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.mpmlab.core.load.Protocol;

/**
 * Which parts go together: a table of refusals, each with its reason and source. Every row is confirmed against the
 * real server by the lab's integration tests.
 */
public final class Compatibility {

    /**
     * Why a combination can't be had.
     *
     * @param id a word to cite it by
     * @param what the combination, in words
     * @param reason why, with the server's own message where it has one
     * @param instead what to use
     * @param source where the rule comes from
     */
    public record Refusal(String id, String what, String reason, String instead, String source) {
        @Override
        public String toString() {
            return what + ": " + reason + ". Instead: " + instead + ". (" + source + ")";
        }
    }

    private record Row(Refusal refusal, Predicate<Composition> applies) {}

    private static final List<Row> ROWS = List.of(
            new Row(
                    new Refusal(
                            "mod-php-threaded",
                            "mod_php on a threaded MPM",
                            "Debian's PHP is not thread-safe (NTS), and httpd refuses to start: \"Apache is running a "
                                    + "threaded MPM, but your PHP Module is not compiled to be threadsafe\" (AH00013)",
                            "php=fpm, php=fcgid or php=cgi on this MPM, or mod_php on prefork or itk",
                            "PHP sapi/apache2handler; httpd AH00013"),
                    parts -> parts.php() == PhpMode.MOD_PHP
                            && parts.mpm().filter(Mpm::threaded).isPresent()),
            new Row(
                    new Refusal(
                            "itk-fcgid",
                            "FastCGI (mod_fcgid) on ITK",
                            "mpm-itk gives up root before mod_fcgid's process manager can be reached, so requests hang, "
                                    + "though `apache2 -t` says Syntax OK",
                            "php=fpm with a pool per user, php=cgi or php=mod_php on itk; or mod_fcgid on prefork",
                            "mpm-itk's documentation, observed on the real server"),
                    parts -> parts.php() == PhpMode.FCGID
                            && parts.mpm().filter(Mpm.ITK::equals).isPresent()));

    private static final Refusal H2_NEEDS_THREADS = new Refusal(
            "h2-needs-threads",
            "HTTP/2 on prefork or ITK",
            "mod_http2 is inactive there: AH10034 at start, and ALPN answers http/1.1",
            "mpm=event or mpm=worker, or nginx in front",
            "httpd mod_http2 since 2.4.27, AH10034");

    private static final Refusal H2C_NEEDS_ADDRESS = new Refusal(
            "h2c-needs-address",
            "HTTP/2 in clear text to a stack of the lab",
            "its servers offer HTTP/2 over TLS only, and no browser speaks it in clear text",
            "protocol: h2; h2c is for a stack with an http address",
            "the lab's configuration; RFC 9113, 3.3");

    private Compatibility() {}

    /** Why this composition can't be had; empty when it can. */
    public static Optional<Refusal> refusal(Composition composition) {
        return ROWS.stream()
                .filter(row -> row.applies().test(composition))
                .map(Row::refusal)
                .findFirst();
    }

    /** Why a client can't speak this protocol with this composition; empty when it can. */
    public static Optional<Refusal> refusal(Composition composition, Protocol protocol) {
        if (protocol == Protocol.H2C) {
            return Optional.of(H2C_NEEDS_ADDRESS);
        }
        boolean inactive = protocol == Protocol.H2
                && !composition.nginxFaces()
                && composition.mpm().filter(mpm -> !mpm.threaded()).isPresent();
        return inactive ? Optional.of(H2_NEEDS_THREADS) : Optional.empty();
    }

    /** Every composition, those that are refused among them, in the order of a table. */
    public static List<Composition> all() {
        List<Composition> all = new ArrayList<>();
        for (Mpm mpm : Mpm.values()) {
            for (PhpMode php : PhpMode.values()) {
                all.add(Composition.apache(mpm, php));
            }
        }
        all.add(Composition.nginx());
        List<Composition> fronted = all.stream()
                .filter(parts -> parts.mpm().isPresent())
                .map(Composition::behindNginx)
                .toList();
        all.addAll(fronted);
        return List.copyOf(all);
    }

    /** Every composition that can be had. */
    public static List<Composition> valid() {
        return all().stream().filter(parts -> refusal(parts).isEmpty()).toList();
    }

    /** Every refusal of the table, protocols among them. */
    public static List<Refusal> refusals() {
        List<Refusal> refusals = new ArrayList<>(ROWS.stream().map(Row::refusal).toList());
        refusals.add(H2_NEEDS_THREADS);
        refusals.add(H2C_NEEDS_ADDRESS);
        return List.copyOf(refusals);
    }
}
