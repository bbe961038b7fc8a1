package org.mpmlab.lab.run;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import org.mpmlab.core.load.Arrival;
import org.mpmlab.core.load.Connections;
import org.mpmlab.core.load.Distribution;
import org.mpmlab.core.load.Load;
import org.mpmlab.core.load.LoadGenerator;
import org.mpmlab.core.load.LoadProgress;
import org.mpmlab.core.load.Protocol;
import org.mpmlab.core.load.Series.Metric;
import org.mpmlab.core.load.Target;
import org.mpmlab.core.load.TargetResult;
import org.mpmlab.core.load.WarmUp;
import org.mpmlab.core.site.Site;
import org.mpmlab.core.stack.Composition;
import org.mpmlab.core.stack.Mpm;
import org.mpmlab.core.stack.PhpMode;
import org.mpmlab.core.stack.Setting;
import org.mpmlab.core.stack.Settings;
import org.mpmlab.core.stack.Stack;
import org.mpmlab.lab.LabException;
import org.mpmlab.lab.docker.RunningStack;
import org.mpmlab.lab.docker.Servers;

/**
 * Scales a site's parameter until its first page takes the time that the site asks for, on this machine, right now:
 * median TTFB on prefork with mod_php, one request at a time.
 */
public final class Calibration {
    private static final Stack REFERENCE = Stack.of(Composition.apache(Mpm.PREFORK, PhpMode.MOD_PHP))
            .withSettings(Settings.NONE
                    .with(Setting.START_SERVERS, 2)
                    .with(Setting.MIN_SPARE_SERVERS, 1)
                    .with(Setting.MAX_SPARE_SERVERS, 2)
                    .with(Setting.SERVER_LIMIT, 2)
                    .with(Setting.MAX_REQUEST_WORKERS, 2));

    private static final int ROUNDS = 25;
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final Servers servers;
    private final Verification verification;
    private final LoadGenerator generator;
    private final RunListener listener;

    /**
     * Calibrates with these parts.
     *
     * @param listener hears of pages that can't be made to take the time asked for
     */
    public Calibration(Servers servers, Verification verification, LoadGenerator generator, RunListener listener) {
        this.servers = servers;
        this.verification = verification;
        this.generator = generator;
        this.listener = listener;
    }

    /**
     * The site with its parameter as it must be here, or as near as it came; the site itself when nothing is to be
     * calibrated.
     *
     * @throws LabException if the page can't be served at all
     */
    public Site calibrate(Site site) throws InterruptedException {
        if (site.calibrate().isEmpty()) {
            return site;
        }
        String parameter = site.calibrate().get().parameter();
        double wanted = site.calibrate().get().time().toNanos();
        Scaling found = Scaling.of(
                site.parameters().get(parameter), wanted, value -> medianNanos(with(site, parameter, value)));
        if (!found.isNear(wanted)) {
            listener.note(String.format(
                    Locale.ROOT,
                    "the page of site %s takes %.2f ms with %s at %,d, not the %.2f ms asked for, after %d changes",
                    site.name(),
                    found.nanos() / 1e6,
                    parameter,
                    found.value(),
                    wanted / 1e6,
                    Scaling.CHANGES));
        }
        return with(site, parameter, found.value());
    }

    private static Site with(Site site, String parameter, long value) {
        Map<String, Long> parameters = new HashMap<>(site.parameters());
        parameters.put(parameter, value);
        return site.withParameters(parameters);
    }

    private double medianNanos(Site site) throws InterruptedException {
        try (RunningStack running = servers.start(REFERENCE, List.of(site))) {
            Verification.Finding finding = verification.verify(running, site, List.of());
            if (!finding.validity().valid()) {
                throw new LabException("The page of site " + site.name() + " can't be calibrated: "
                        + finding.validity().causes().get(0).text());
            }
            Load load = load(site, running.uri(site, Protocol.H1, site.page().path()));
            return medianNanos(
                    site, generator.run(load, LoadProgress.SILENT).targets().get(0));
        }
    }

    /** Requests for the site's first page, whose right answer may be an error page. */
    static Load load(Site site, URI page) {
        Target plain = Target.get(site.name(), page);
        Target target = new Target(
                plain.name(),
                page,
                plain.method(),
                plain.headers(),
                plain.body(),
                new Target.Expectation(site.page().status(), OptionalLong.empty()));
        return new Load(
                List.of(target),
                Protocol.H1,
                new Arrival.Rounds(false, Duration.ZERO, ROUNDS),
                Connections.kept(1),
                WarmUp.fixed(Duration.ofMillis(300)),
                LONGEST,
                LONGEST,
                1);
    }

    /**
     * The median of what was answered.
     *
     * @throws LabException if nothing was: from no time a parameter can't be scaled
     */
    static double medianNanos(Site site, TargetResult answers) {
        Distribution times = answers.successes(Metric.WRITTEN_TO_FIRST_BYTE);
        if (times.count() == 0) {
            throw new LabException("The page of site " + site.name() + " can't be calibrated: no request was answered; "
                    + answers.samples().stream().findFirst().orElse("none was sent"));
        }
        return times.quantileNanos(0.5);
    }
}
