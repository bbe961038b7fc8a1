package org.mpmlab.lab.run;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.mpmlab.core.load.Arrival;
import org.mpmlab.core.load.Connections;
import org.mpmlab.core.load.Load;
import org.mpmlab.core.load.LoadGenerator;
import org.mpmlab.core.load.LoadProgress;
import org.mpmlab.core.load.Protocol;
import org.mpmlab.core.load.Series.Metric;
import org.mpmlab.core.load.Target;
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
    private static final int ATTEMPTS = 6;
    /** A page within this share of the time asked for is near enough. */
    private static final double TOLERANCE = 0.03;

    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final Servers servers;
    private final Verification verification;
    private final LoadGenerator generator;

    public Calibration(Servers servers, Verification verification, LoadGenerator generator) {
        this.servers = servers;
        this.verification = verification;
        this.generator = generator;
    }

    /**
     * The site with its parameter as it must be here; the site itself when nothing is to be calibrated.
     *
     * @throws LabException if the page can't be served at all
     */
    public Site calibrate(Site site) throws InterruptedException {
        if (site.calibrate().isEmpty()) {
            return site;
        }
        String parameter = site.calibrate().get().parameter();
        double wanted = site.calibrate().get().time().toNanos();
        Site scaled = site;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            double taken = medianNanos(scaled);
            if (Math.abs(taken / wanted - 1) <= TOLERANCE) {
                break;
            }
            Map<String, Long> parameters = new HashMap<>(scaled.parameters());
            parameters.compute(parameter, (name, value) -> Math.max(1, Math.round(value * wanted / taken)));
            scaled = site.withParameters(parameters);
        }
        return scaled;
    }

    private double medianNanos(Site site) throws InterruptedException {
        try (RunningStack running = servers.start(REFERENCE, List.of(site))) {
            Verification.Finding finding = verification.verify(running, site, List.of());
            if (!finding.validity().valid()) {
                throw new LabException("The page of site " + site.name() + " can't be calibrated: "
                        + finding.validity().causes().get(0).text());
            }
            Target target = Target.get(
                    site.name(), running.uri(site, Protocol.H1, site.page().path()));
            Load load = new Load(
                    List.of(target),
                    Protocol.H1,
                    new Arrival.Rounds(false, Duration.ZERO, ROUNDS),
                    Connections.kept(1),
                    WarmUp.fixed(Duration.ofMillis(300)),
                    LONGEST,
                    LONGEST,
                    1);
            return generator
                    .run(load, LoadProgress.SILENT)
                    .targets()
                    .get(0)
                    .successes(Metric.WRITTEN_TO_FIRST_BYTE)
                    .quantileNanos(0.5);
        }
    }
}
