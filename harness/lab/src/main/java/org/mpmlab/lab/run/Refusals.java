package org.mpmlab.lab.run;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.mpmlab.core.claim.Observed.RefusalSeen;
import org.mpmlab.core.claim.Refusal.Configuration;
import org.mpmlab.core.load.Protocol;
import org.mpmlab.core.site.Site;
import org.mpmlab.core.stack.Settings;
import org.mpmlab.core.stack.Stack;
import org.mpmlab.core.stack.Stack.ExtraConfiguration;
import org.mpmlab.lab.docker.RunningStack;
import org.mpmlab.lab.docker.Servers;

/** Gives configurations to real servers and sees whether they refuse them. */
public final class Refusals {
    private static final int LINES = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int ATTEMPTS = 3;
    private static final int OK = 200;
    private static final String OFFER_HTTP2 =
            "LoadModule http2_module /usr/lib/apache2/modules/mod_http2.so\nProtocols h2 http/1.1\n";

    private final Servers servers;
    private final Visitor visitor = new Visitor();

    public Refusals(Servers servers) {
        this.servers = servers;
    }

    /** What the server does with a configuration while it serves a site. */
    public RefusalSeen see(Configuration asked, Site site) throws InterruptedException {
        Stack stack = stack(asked);
        List<Site> sites = List.of(site);
        return switch (asked.manner()) {
            case TEST -> {
                Servers.Check check = servers.check(stack, sites);
                yield RefusalSeen.of(asked, !check.accepted(), check.said());
            }
            case START -> {
                try (RunningStack running = servers.start(stack, sites)) {
                    boolean ended = Patience.comes(() -> running.ended().isPresent(), PATIENCE);
                    yield RefusalSeen.of(asked, ended, running.lastWords(LINES));
                }
            }
            case REQUEST -> {
                try (RunningStack running = servers.start(stack, sites)) {
                    URI page = running.uri(site, Protocol.H1, site.page().path());
                    boolean stands = stands(running);
                    boolean refused = stands && !serves(page, site.page().status());
                    yield new RefusalSeen(asked, refused, !stands, running.lastWords(LINES));
                }
            }
            case HTTP2 -> {
                try (RunningStack running = servers.start(stack, sites)) {
                    // Only a server that serves the page otherwise tells anything about HTTP/2.
                    boolean stands = new Verification()
                            .verify(running, site, List.of(Protocol.H1))
                            .validity()
                            .valid();
                    Optional<Boolean> negotiates =
                            stands ? negotiates(running.uri(site, Protocol.H2, "/")) : Optional.empty();
                    yield new RefusalSeen(
                            asked,
                            negotiates.filter(yes -> !yes).isPresent(),
                            negotiates.isEmpty(),
                            running.lastWords(LINES));
                }
            }
        };
    }

    private static Stack stack(Configuration asked) {
        Optional<String> extra =
                switch (asked.manner()) {
                    case HTTP2 -> Optional.of(OFFER_HTTP2);
                    default ->
                        asked.module().map(module -> {
                            String[] words = module.split(" ", -1);
                            return "LoadModule " + words[0] + " /usr/lib/apache2/modules/" + words[1] + "\n";
                        });
                };
        return new Stack(
                asked.stack().name(),
                Optional.of(asked.stack()),
                Settings.NONE,
                extra.map(text -> new ExtraConfiguration(ExtraConfiguration.Place.HTTPD, "claim.conf", text)).stream()
                        .toList(),
                Optional.empty(),
                Optional.empty());
    }

    /** Whether a page that other stacks serve in milliseconds comes within seconds. */
    private boolean serves(URI page, int status) throws InterruptedException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                if (visitor.get(page).status() == status) {
                    return true;
                }
            } catch (IOException silence) {
                Thread.sleep(300);
            }
        }
        return false;
    }

    /** Whether its own status page answers: then a page that does not is refused, and the server is not just slow. */
    private boolean stands(RunningStack running) throws InterruptedException {
        return Patience.comes(
                        () -> running.ended().isPresent()
                                || answers(running.scoreboard().orElseThrow()),
                        PATIENCE)
                && running.ended().isEmpty();
    }

    private boolean answers(URI status) {
        try {
            return visitor.get(status).status() == OK;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Empty where the server does not even speak TLS. */
    private Optional<Boolean> negotiates(URI tls) {
        try {
            return Optional.of(visitor.alpn(tls).filter("h2"::equals).isPresent());
        } catch (IOException noTls) {
            return Optional.empty();
        }
    }
}
