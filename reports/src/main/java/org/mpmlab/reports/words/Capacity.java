package org.mpmlab.reports.words;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.mpmlab.core.capacity.answer.Answer;
import org.mpmlab.core.capacity.box.Target;
import org.mpmlab.core.capacity.model.Assessment;
import org.mpmlab.core.capacity.model.Estimated;
import org.mpmlab.core.capacity.model.Resource;
import org.mpmlab.core.capacity.recommend.KernelLimit;
import org.mpmlab.core.capacity.recommend.Recommendation;
import org.mpmlab.core.scenario.Quantities;

/** What a recommendation says, the same in every form of a report; not yet escaped for any of them. */
public final class Capacity {
    private Capacity() {}

    /** The recommendation in a sentence. */
    public static String sentence(Answer answer) {
        return answer.advice()
                .recommendation()
                .map(found -> found(found, answer))
                .orElseGet(() -> "Nothing that was measured serves " + answer.site() + " on " + target(answer.target())
                        + ": the recommendation says why.");
    }

    private static String found(Recommendation found, Answer answer) {
        Assessment assessment = found.assessment();
        return "Run " + found.stack() + " for " + answer.site() + " on " + target(answer.target())
                + " with the settings below: by the model it carries " + Words.number(assessment.promisedPerSecond())
                + " requests/s at least, most likely "
                + Words.number(assessment.carriedRate().value()) + ", and holds "
                + (assessment.pool().keepAlive()
                        ? Words.count(assessment.heldConnections().value())
                        : "no")
                + " idle connections; what binds is " + resource(assessment.binding()) + ".";
    }

    /** What was asked, such as {@code 4 CPUs, 8 GiB, 300 requests/s}. */
    public static String target(Target target) {
        List<String> parts = new ArrayList<>(List.of(target.cpusInWords(), Quantities.size(target.memoryBytes())));
        if (target.keepAliveConnections() > 0) {
            parts.add(Words.count(target.keepAliveConnections(), "idle connection", "idle connections"));
        }
        target.ratePerSecond().ifPresent(rate -> parts.add(Words.number(rate) + " requests/s"));
        target.objective()
                .ttfb()
                .forEach(limit -> parts.add(
                        "TTFB " + quantile(limit.quantile()) + " at most " + Words.millis(1e3 * limit.limitSeconds())));
        target.objective().errorShare().ifPresent(share -> parts.add("errors at most " + Words.errors(share)));
        return String.join(", ", parts);
    }

    /** Where a limit of the system is set. */
    public static String limit(KernelLimit.Kind kind) {
        return switch (kind) {
            case HTTPD_FILES -> "httpd's unit: LimitNOFILE";
            case NGINX_FILES -> "nginx's unit: LimitNOFILE";
            case HTTPD_TASKS -> "httpd's unit: TasksMax";
            case FPM_TASKS -> "PHP-FPM's unit: TasksMax";
            case SOMAXCONN -> "sysctl net.core.somaxconn";
        };
    }

    /** What can bind, in words. */
    public static String resource(Resource resource) {
        return switch (resource) {
            case CPU -> "the CPU";
            case WORKERS -> "the number of Apache's workers";
            case PHP_PROCESSES -> "the number of PHP processes";
            case MEMORY -> "the memory";
            case CONNECTIONS -> "the connections that can be held";
            case FILES -> "the file descriptors";
            case NETWORK -> "the network";
            case OBJECTIVE -> "the limit on response times";
        };
    }

    /** Such as {@code p99}. */
    public static String quantile(double quantile) {
        return "p" + Quantities.rounded(100 * quantile, 6);
    }

    /** Value, interval and where it comes from. */
    public static String sourced(Estimated figure, String unit) {
        return (Words.number(figure.value()) + " " + unit).strip() + " (" + range(figure) + "; " + source(figure) + ")";
    }

    /** Such as {@code 290 to 350}. */
    public static String range(Estimated figure) {
        return Words.number(figure.low()) + " to " + Words.number(figure.high());
    }

    /** Such as {@code measured}. */
    public static String source(Estimated figure) {
        return figure.source().name().toLowerCase(Locale.ROOT);
    }

    /** The same figure in another unit. */
    public static Estimated times(Estimated figure, double factor) {
        return new Estimated(figure.value() * factor, figure.low() * factor, figure.high() * factor, figure.source());
    }
}
