package org.mpmlab.reports.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpmlab.core.capacity.answer.Answer;
import org.mpmlab.core.capacity.answer.Answers;
import org.mpmlab.core.capacity.box.Target;
import org.mpmlab.core.capacity.box.TargetReader;
import org.mpmlab.core.capacity.profile.SyntheticRuns;
import org.mpmlab.core.capacity.recommend.Advice;
import org.mpmlab.core.capacity.recommend.Recommendation;
import org.mpmlab.core.run.Run;
import org.mpmlab.core.scenario.Library;
import org.mpmlab.core.scenario.Scenario;
import org.mpmlab.core.scenario.ScenarioReader;

class RecommendationTextTest {
    private static final Run RUN = SyntheticRuns.of(scenario(), load -> true);

    /** Sizes of one stack, and the loads that a profile takes. */
    private static Scenario scenario() {
        StringBuilder yaml = new StringBuilder("""
                name: capacity
                sites: [./page]
                stacks:
                """);
        for (int workers : new int[] {8, 16, 32, 48, 64}) {
            yaml.append(String.format("""
                      - name: prefork-%1$d
                        extends: prefork+mod_php
                        settings: {StartServers: %1$d, ServerLimit: %1$d, MaxRequestWorkers: %1$d, MinSpareServers: %1$d, MaxSpareServers: %2$d}
                    """, workers, workers + 1));
        }
        yaml.append("""
                loads:
                  - {name: light, arrival: closed, connections: 1, keep-alive: [true, false], duration: 2s}
                  - {name: level, arrival: closed, connections: [2, 8], keep-alive: [true, false], duration: 2s}
                """);
        return ScenarioReader.read(yaml.toString(), "capacity.yaml", new OnePage());
    }

    /** A library with one site. */
    private record OnePage() implements Library {
        @Override
        public List<String> siteNames() {
            return List.of();
        }

        @Override
        public Optional<SiteFile> site(String nameOrFolder) {
            return Optional.of(new SiteFile("page/site.yaml", "page", """
                    name: page
                    description: A page.
                    pages:
                      - {path: /page.php, status: 200, marker: page}
                    """));
        }

        @Override
        public Optional<String> file(String path) {
            return Optional.empty();
        }
    }

    private static Answer answer(String target) {
        Target asked = TargetReader.option("--target", target);
        return Answers.of(RUN, "page", asked, Optional.empty(), Optional.empty());
    }

    @Test
    void itSaysWhatToRunWhatItWillCarryAndWhy() {
        Answer answer = answer("cpus=2,memory=1GiB,rate=100");
        Recommendation found = answer.advice().recommendation().orElseThrow();
        String text = RecommendationText.render(answer, 100);
        assertThat(text.lines())
                .element(0)
                .asString()
                .startsWith("page on 2 CPUs, 1 GiB")
                .contains("100 requests/s");
        assertThat(text)
                .contains("Run prefork+mod_php", "It will carry, by the model (not yet validated)", "what binds")
                .contains("What to buy next", "Compared, by the model", "What the run did not measure");
        found.settingReasons().forEach(setting -> assertThat(text.lines())
                .anyMatch(line -> line.strip().equals(setting.directive() + " " + setting.value())));
        answer.arms().forEach(arm -> assertThat(text).contains("- " + arm.name() + ": "));
    }

    @Test
    void nothingToRecommendIsSaidWithReasons() {
        Answer answer = answer("cpus=2,memory=8MiB");
        assertThat(RecommendationText.render(answer, 100))
                .contains("Nothing can be recommended", "Out of the question", "- prefork+mod_php: ")
                .doesNotContain("It will carry");
    }

    @Test
    void whatWasNotMeasuredIsSaidOfAStackWithoutAProfile() {
        Answer whole = answer("cpus=2,memory=1GiB");
        Answer empty = new Answer(
                Answer.SCHEMA,
                whole.run(),
                whole.site(),
                whole.target(),
                List.of(new org.mpmlab.core.capacity.profile.Measured(
                        whole.measured().get(0).stack(), Optional.empty(), List.of("times: add a load"), List.of())),
                new Advice(Optional.empty(), List.of()),
                List.of(),
                Optional.empty());
        assertThat(RecommendationText.render(empty, 100))
                .contains("prefork+mod_php is not considered. times: add a load.");
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 80, 120})
    void proseKeepsToTheTerminal(int columns) {
        assertThat(RecommendationText.render(answer("cpus=2,memory=1GiB,keepalive-connections=100"), columns)
                        .lines()
                        .filter(line -> line.matches("  - .*| {6}\\S.*")))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(Width.of(line)).isLessThanOrEqualTo(columns));
    }
}
