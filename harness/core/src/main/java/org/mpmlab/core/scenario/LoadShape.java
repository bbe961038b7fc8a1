package org.mpmlab.core.scenario;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.mpmlab.core.load.Arrival;
import org.mpmlab.core.load.Connections;
import org.mpmlab.core.load.Load;
import org.mpmlab.core.load.Protocol;
import org.mpmlab.core.load.Target;

/**
 * A load without its targets, as a scenario asks for it on every stack and site.
 *
 * @param name unique within a scenario, such as {@code ttfb-h1}
 * @param protocol of the requests
 * @param arrival in rounds over all stacks at once, or closed or open on one stack alone
 * @param connections to each stack
 * @param warmUp before measuring; never counted
 * @param duration of measuring, at most
 * @param requestTimeout of one request
 * @param sites the sites that it is for; none for all
 */
public record LoadShape(
        String name,
        Protocol protocol,
        Arrival arrival,
        Connections connections,
        Duration warmUp,
        Duration duration,
        Duration requestTimeout,
        Set<String> sites) {
    public LoadShape {
        sites = Set.copyOf(sites);
    }

    /** Whether all stacks take turns in one load, so that they share every moment. */
    @JsonIgnore
    public boolean inRounds() {
        return arrival instanceof Arrival.Rounds;
    }

    public boolean isFor(String site) {
        return sites.isEmpty() || sites.contains(site);
    }

    public Load toward(List<Target> targets, long seed) {
        return new Load(targets, protocol, arrival, connections, warmUp, duration, requestTimeout, seed);
    }

    public LoadShape withTimes(Duration warmUp, Duration duration) {
        return new LoadShape(name, protocol, arrival, connections, warmUp, duration, requestTimeout, sites);
    }

    public LoadShape withArrival(Arrival arrival) {
        return new LoadShape(name, protocol, arrival, connections, warmUp, duration, requestTimeout, sites);
    }
}
