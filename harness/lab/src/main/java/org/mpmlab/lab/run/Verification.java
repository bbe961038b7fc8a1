package org.mpmlab.lab.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mpmlab.core.load.Protocol;
import org.mpmlab.core.run.Identity;
import org.mpmlab.core.run.Json;
import org.mpmlab.core.run.Validity;
import org.mpmlab.core.run.Validity.Cause;
import org.mpmlab.core.run.Validity.Reason;
import org.mpmlab.core.site.Site;
import org.mpmlab.core.stack.Composition;
import org.mpmlab.core.stack.Mpm;
import org.mpmlab.lab.docker.RunningStack;

/** Waits until a stack serves its pages rightly, and finds out who it really is. Thread-safe. */
public final class Verification {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long PAUSE_MILLIS = 20;
    private static final String PROBE = "/mpmlab-probe/probe.php";
    private static final int LAST_WORDS = 8;

    private final Visitor visitor = new Visitor();

    /**
     * What was found out about a stack.
     *
     * @param identity empty when it never served the page rightly
     * @param validity why it must not be measured, if so
     */
    public record Finding(Optional<Identity> identity, Validity validity) {
        static Finding unfit(Reason reason, String text) {
            return new Finding(Optional.empty(), Validity.invalid(reason, text));
        }
    }

    /** Waits until the site's page is right, then checks MPM, PHP mode and the protocols that will be measured. */
    public Finding verify(RunningStack running, Site site, List<Protocol> protocols) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        URI page = running.uri(site, Protocol.H1, site.page().path());
        String seen = "nothing";
        while (System.nanoTime() < deadline) {
            if (running.ended().isPresent()) {
                return Finding.unfit(
                        Reason.CONTAINER,
                        "a container ended with status " + running.ended().getAsInt() + ": "
                                + running.lastWords(LAST_WORDS));
            }
            try {
                Visitor.Answer answer = visitor.get(page);
                if (answer.shows(site.page())) {
                    return identify(running, site, protocols, answer);
                }
                seen = "status " + answer.status() + " and " + answer.body().length + " bytes without the marker '"
                        + site.page().marker() + "'";
            } catch (IOException notYet) {
                seen = String.valueOf(notYet.getMessage());
            }
            Thread.sleep(PAUSE_MILLIS);
        }
        return Finding.unfit(
                Reason.IDENTITY,
                "the page " + page + " was not right within " + PATIENCE.toSeconds() + " s: " + seen + ". "
                        + running.lastWords(LAST_WORDS));
    }

    private Finding identify(RunningStack running, Site site, List<Protocol> protocols, Visitor.Answer answer) {
        List<Cause> causes = new ArrayList<>();
        Optional<String> mpm = serverMpm(running, causes);
        Optional<JsonNode> probe = probe(running, site, causes);
        String protocol = negotiated(running, site, protocols, causes);
        running.stack().composition().ifPresent(asked -> compare(asked, mpm, probe, running.phpUser(site), causes));
        Identity identity = new Identity(
                answer.server().orElse(""),
                mpm,
                probe.map(node -> node.path("mode").asText()),
                probe.map(node -> node.path("phpVersion").asText()),
                probe.map(node -> node.path("uid").asInt()),
                protocol,
                answer.status(),
                answer.body().length);
        return new Finding(Optional.of(identity), new Validity(causes));
    }

    private static void compare(
            Composition asked, Optional<String> mpm, Optional<JsonNode> probe, String phpUser, List<Cause> causes) {
        asked.mpm().ifPresent(expected -> {
            // mpm-itk is a module on top of prefork, and mod_status shows what it calls itself.
            boolean same = mpm.filter(name -> name.equalsIgnoreCase(expected.word())
                            || (expected == Mpm.ITK && name.equalsIgnoreCase(Mpm.PREFORK.word())))
                    .isPresent();
            if (!same) {
                causes.add(new Cause(
                        Reason.IDENTITY,
                        "mod_status says the MPM is " + mpm.orElse("unknown") + ", not " + expected.word()));
            }
        });
        // Also what tells ITK from prefork, and the only sign that httpd could not give up root.
        probe.map(node -> node.path("user").asText())
                .filter(user -> !user.equals(phpUser))
                .ifPresent(user -> causes.add(new Cause(
                        Reason.IDENTITY, "the probe page says PHP runs as user " + user + ", not " + phpUser)));
        probe.map(node -> node.path("mode").asText())
                .filter(mode -> !mode.equals(asked.php().word()))
                .ifPresent(mode -> causes.add(new Cause(
                        Reason.IDENTITY,
                        "the probe page says PHP runs as " + mode + ", not "
                                + asked.php().word())));
    }

    private Optional<String> serverMpm(RunningStack running, List<Cause> causes) {
        if (running.scoreboard().isEmpty()) {
            return Optional.empty();
        }
        try {
            return visitor.get(running.scoreboard().get())
                    .text()
                    .lines()
                    .filter(line -> line.startsWith("ServerMPM:"))
                    .map(line -> line.substring("ServerMPM:".length()).strip())
                    .findFirst();
        } catch (IOException silent) {
            causes.add(new Cause(Reason.IDENTITY, "mod_status did not answer: " + silent.getMessage()));
            return Optional.empty();
        }
    }

    private Optional<JsonNode> probe(RunningStack running, Site site, List<Cause> causes) {
        if (running.members().isEmpty()) {
            return Optional.empty();
        }
        try {
            Visitor.Answer answer = visitor.get(running.uri(site, Protocol.H1, PROBE));
            return Optional.of(Json.MAPPER.readTree(answer.body()));
        } catch (IOException notJson) {
            causes.add(new Cause(Reason.IDENTITY, "the probe page did not answer: " + notJson.getMessage()));
            return Optional.empty();
        }
    }

    /** What a browser would get over TLS if HTTP/2 is to be measured; the engine checks each connection again. */
    private String negotiated(RunningStack running, Site site, List<Protocol> protocols, List<Cause> causes) {
        if (!protocols.contains(Protocol.H2)) {
            return "http/1.1";
        }
        try {
            String chosen = visitor.alpn(running.uri(site, Protocol.H2, "/")).orElse("none");
            if (!chosen.equals("h2")) {
                causes.add(new Cause(Reason.IDENTITY, "ALPN chose " + chosen + ", not h2"));
            }
            return chosen;
        } catch (IOException failed) {
            causes.add(new Cause(Reason.IDENTITY, "TLS failed: " + failed.getMessage()));
            return "none";
        }
    }
}
