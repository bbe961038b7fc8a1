package org.mpmlab.core.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpmlab.core.load.Protocol;

/** The table of what goes together, as it was found by experiment on real servers. */
class CompatibilityTest {
    @ParameterizedTest
    @CsvSource({
        // PHP mode, prefork, ITK, worker, event: empty where it works, else the refusal
        "mod_php,,,mod-php-threaded,mod-php-threaded",
        "cgi,,,,",
        "fcgid,,itk-fcgid,,",
        "fpm,,,,",
    })
    void phpModesGoWithMpms(String php, String prefork, String itk, String worker, String event) {
        assertRefused("prefork+" + php, prefork);
        assertRefused("itk+" + php, itk);
        assertRefused("worker+" + php, worker);
        assertRefused("event+" + php, event);
        assertRefused("prefork+" + php + "+nginx", prefork);
        assertRefused("itk+" + php + "+nginx", itk);
        assertRefused("worker+" + php + "+nginx", worker);
        assertRefused("event+" + php + "+nginx", event);
    }

    @ParameterizedTest
    @CsvSource({
        "prefork+fpm, h2-needs-threads",
        "itk+fpm, h2-needs-threads",
        "worker+fpm,",
        "event+fpm,",
        "nginx+fpm,",
        "prefork+fpm+nginx,",
        "itk+mod_php+nginx,",
    })
    void http2NeedsThreadsOrNginxInFront(String stack, String refusal) {
        Composition parts = Composition.parse(stack);
        assertThat(Compatibility.refusal(parts, Protocol.H1)).isEmpty();
        assertThat(Compatibility.refusal(parts, Protocol.H2).map(Compatibility.Refusal::id))
                .isEqualTo(Optional.ofNullable(refusal));
    }

    @ParameterizedTest
    @ValueSource(strings = {"prefork+fpm", "event+fpm", "nginx+fpm", "prefork+fpm+nginx"})
    void noServerOfTheLabSpeaksHttp2InClearText(String stack) {
        assertThat(Compatibility.refusal(Composition.parse(stack), Protocol.H2C).map(Compatibility.Refusal::id))
                .contains("h2c-needs-address");
        assertThat(Compatibility.refusals())
                .extracting(Compatibility.Refusal::id)
                .contains("h2c-needs-address");
    }

    @Test
    void thereAre33CompositionsOfWhich27CanBeHad() {
        assertThat(Compatibility.all()).hasSize(33).doesNotHaveDuplicates();
        assertThat(Compatibility.valid()).hasSize(27);
        assertThat(Compatibility.valid().stream().filter(parts -> !parts.fronted()))
                .hasSize(14);
    }

    @Test
    void everyRefusalSaysWhyWhatInsteadAndWhereFrom() {
        assertThat(Compatibility.refusals())
                .extracting(Compatibility.Refusal::id)
                .doesNotHaveDuplicates();
        assertThat(Compatibility.refusals()).allSatisfy(refusal -> assertThat(
                        List.of(refusal.what(), refusal.reason(), refusal.instead(), refusal.source()))
                .noneMatch(String::isBlank));
    }

    /** The server's own words: whoever searches for what httpd logged finds the rule. */
    @Test
    void refusalsCiteTheServersOwnMessages() {
        assertThat(Compatibility.refusal(Composition.parse("event+mod_php"))
                        .orElseThrow()
                        .reason())
                .contains("Apache is running a threaded MPM, but your PHP Module is not compiled to be threadsafe")
                .contains("AH00013");
        assertThat(Compatibility.refusal(Composition.parse("prefork+fpm"), Protocol.H2)
                        .orElseThrow()
                        .reason())
                .contains("AH10034");
    }

    private static void assertRefused(String stack, String refusal) {
        Composition parts = Composition.parse(stack);
        assertThat(Compatibility.refusal(parts).map(Compatibility.Refusal::id))
                .as(stack)
                .isEqualTo(Optional.ofNullable(refusal));
        assertThat(Compatibility.valid().contains(parts)).as(stack).isEqualTo(refusal == null);
    }
}
