package org.mpmlab.core.claim;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mpmlab.core.run.Run;
import org.mpmlab.core.scenario.Scenario;
import org.mpmlab.core.verdict.Question;

class AnswerableTest {
    private static final String ASKS = """
            measure:
              stacks: [event+fpm, {name: eight, extends: prefork+mod_php, settings: {StartServers: 5, MinSpareServers: 5, MaxSpareServers: 6, ServerLimit: %s, MaxRequestWorkers: %s}}]
              sites: [hello]
              loads: [{name: mine, arrival: rounds, rounds: 100, duration: 10s}]
              expect: [{arm: event+fpm, against: eight, measure: ttfb.p50, within: 5%%}]
            """;

    private static Run held() {
        Claim other = Seen.claim("""
                measure:
                  stacks: [event+fpm, {name: acht, extends: prefork+mod_php, settings: {StartServers: 5, MinSpareServers: 5, MaxSpareServers: 6, ServerLimit: 8, MaxRequestWorkers: 8}}]
                  sites: [hello, wait]
                  loads: [{arrival: rounds, rounds: 500, duration: 60s}, {arrival: closed}]
                  expect: [{arm: event+fpm, against: acht, site: hello, load: ttfb-h1, measure: ttfb.p50, within: 5%}]
                """);
        Run run = Seen.of(other).run();
        Scenario scenario = run.scenario();
        assertThat(scenario.loads().get(0).duration()).isEqualTo(Duration.ofSeconds(60));
        return run;
    }

    @Test
    void cellsAreFoundWhateverTheyAreCalledAndHoweverLongTheyTook() {
        List<Claim> claims = Answerable.by(held(), List.of(Seen.claim(ASKS.formatted(8, 8))));
        Question question = ((Measured) claims.get(0).trials().get(0)).expect().get(0);
        assertThat(question.against()).contains("acht");
        assertThat(question.load()).isEqualTo("ttfb-h1");
    }

    @Test
    void otherSettingsAreAnotherStack() {
        assertThat(Answerable.by(held(), List.of(Seen.claim(ASKS.formatted(9, 9)))))
                .isEmpty();
    }

    @Test
    void whatIsNoLoadNoRunHolds() {
        assertThat(Answerable.by(
                        held(), List.of(Seen.claim("refusal: [{stack: event+mod_php, at: test, says: AH00013}]"))))
                .isEmpty();
    }
}
