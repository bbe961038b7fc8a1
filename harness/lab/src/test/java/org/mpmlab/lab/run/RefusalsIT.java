package org.mpmlab.lab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpmlab.core.load.Protocol;
import org.mpmlab.core.site.Site;
import org.mpmlab.core.stack.Compatibility;
import org.mpmlab.core.stack.Composition;
import org.mpmlab.core.stack.Settings;
import org.mpmlab.core.stack.Stack;
import org.mpmlab.core.stack.Stack.ExtraConfiguration;
import org.mpmlab.lab.LabForTests;
import org.mpmlab.lab.docker.RunningStack;
import org.mpmlab.lab.docker.Servers;

/** Each refusal of the compatibility table is the real server's own. */
class RefusalsIT {
    private static final int LINES = 20;
    private static final long PATIENCE_MILLIS = 15_000;

    private final LabForTests lab = LabForTests.shared();
    private final Site hello = lab.site("hello");

    @TestFactory
    Stream<DynamicTest> everyRefusedCompositionIsRefusedByTheServer() {
        return Compatibility.all().stream()
                .filter(parts -> Compatibility.refusal(parts).isPresent())
                .map(parts -> {
                    String id = Compatibility.refusal(parts).get().id();
                    return dynamicTest(parts + ": " + id, () -> refuses(parts, id));
                });
    }

    private void refuses(Composition parts, String id) throws Exception {
        Stack stack = Stack.of(parts);
        switch (id) {
            case "mod-php-threaded" -> {
                Servers.Check check = lab.servers().check(stack, List.of(hello));
                assertThat(check.accepted()).as(check.said()).isFalse();
                assertThat(check.said())
                        .contains(
                                "Apache is running a threaded MPM, but your PHP Module is not compiled to be threadsafe")
                        .contains("AH00013");
                assertThat(ends(stack)).isTrue();
            }
            case "itk-fcgid" -> {
                Servers.Check check = lab.servers().check(stack, List.of(hello));
                assertThat(check.accepted()).as(check.said()).isTrue();
                try (RunningStack running = lab.servers().start(stack, List.of(hello))) {
                    URI page = running.uri(hello, Protocol.H1, hello.page().path());
                    assertThat(neverServes(page)).as(running.lastWords(LINES)).isTrue();
                }
            }
            default -> throw new AssertionError("no test of refusal " + id + " on the real server");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"prefork+mod_php", "prefork+fpm", "itk+mod_php", "itk+fpm"})
    void http2IsInactiveWithoutThreads(String name) throws Exception {
        Composition parts = Composition.parse(name);
        assertThat(Compatibility.refusal(parts, Protocol.H2)).isPresent();
        ExtraConfiguration asked = new ExtraConfiguration(
                ExtraConfiguration.Place.HTTPD,
                "h2.conf",
                "LoadModule http2_module /usr/lib/apache2/modules/mod_http2.so\nProtocols h2 http/1.1\n");
        Stack stack =
                new Stack(name, Optional.of(parts), Settings.NONE, List.of(asked), Optional.empty(), Optional.empty());
        try (RunningStack running = lab.servers().start(stack, List.of(hello))) {
            Verification.Finding finding = new Verification().verify(running, hello, List.of(Protocol.H2));
            assertThat(finding.validity().causes())
                    .extracting(org.mpmlab.core.run.Validity.Cause::text)
                    .anyMatch(text -> text.startsWith("ALPN chose"));
            assertThat(running.lastWords(LINES)).contains("AH10034");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"worker+fpm", "event+fpm"})
    void itkNeedsPrefork(String name) throws Exception {
        Stack stack = withModule(name, "mpm_itk_module", "mpm_itk.so");
        assertThat(lab.servers().check(stack, List.of(hello)).said()).contains("Syntax OK");
        try (RunningStack running = lab.servers().start(stack, List.of(hello))) {
            assertThat(awaitEnd(running)).isTrue();
            assertThat(running.lastWords(LINES)).contains("mpm-itk cannot use threaded MPMs");
        }
    }

    @Test
    void oneMpmAtATime() {
        Servers.Check check =
                lab.servers().check(withModule("event+fpm", "mpm_worker_module", "mod_mpm_worker.so"), List.of(hello));
        assertThat(check.accepted()).isFalse();
        assertThat(check.said()).contains("AH00534");
    }

    private static Stack withModule(String name, String module, String file) {
        return new Stack(
                name,
                Optional.of(Composition.parse(name)),
                Settings.NONE,
                List.of(new ExtraConfiguration(
                        ExtraConfiguration.Place.HTTPD,
                        "module.conf",
                        "LoadModule " + module + " /usr/lib/apache2/modules/" + file + "\n")),
                Optional.empty(),
                Optional.empty());
    }

    private boolean ends(Stack stack) throws InterruptedException {
        try (RunningStack running = lab.servers().start(stack, List.of(hello))) {
            return awaitEnd(running);
        }
    }

    private static boolean awaitEnd(RunningStack running) throws InterruptedException {
        for (long waited = 0; waited < PATIENCE_MILLIS; waited += 50) {
            if (running.ended().isPresent()) {
                return true;
            }
            Thread.sleep(50);
        }
        return false;
    }

    /** Whether a page that other stacks serve in milliseconds is not served in seconds. */
    private static boolean neverServes(URI page) throws InterruptedException {
        Visitor visitor = new Visitor();
        for (int attempt = 0; attempt < 3; attempt++) {
            try {
                if (visitor.get(page).status() == 200) {
                    return false;
                }
            } catch (java.io.IOException silence) {
                Thread.sleep(300);
            }
        }
        return true;
    }
}
