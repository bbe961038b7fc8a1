package org.mpmlab.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.mpmlab.core.load.Arrival;
import org.mpmlab.core.load.Connections;
import org.mpmlab.core.load.Distribution;
import org.mpmlab.core.load.ErrorKind;
import org.mpmlab.core.load.Generator;
import org.mpmlab.core.load.GeneratorKind;
import org.mpmlab.core.load.IdleResult;
import org.mpmlab.core.load.Load;
import org.mpmlab.core.load.LoadResult;
import org.mpmlab.core.load.Protocol;
import org.mpmlab.core.load.RoundTimes;
import org.mpmlab.core.load.Series;
import org.mpmlab.core.load.Target;
import org.mpmlab.core.load.TargetResult;
import org.mpmlab.core.load.WarmUp;
import org.mpmlab.core.objective.Objective;
import org.mpmlab.core.objective.TtfbLimit;
import org.mpmlab.core.plan.Plan;
import org.mpmlab.core.scenario.LoadShape;
import org.mpmlab.core.scenario.Placement;
import org.mpmlab.core.scenario.Scenario;
import org.mpmlab.core.search.Purpose;
import org.mpmlab.core.search.RateFound;
import org.mpmlab.core.search.Search;
import org.mpmlab.core.search.SearchResult;
import org.mpmlab.core.search.Trial;
import org.mpmlab.core.site.Site;
import org.mpmlab.core.stack.Composition;
import org.mpmlab.core.stack.Setting;
import org.mpmlab.core.stack.Settings;
import org.mpmlab.core.stack.Stack;

class JsonTest {

    @Test
    void aRunSurvivesTheJourneyThroughJson() throws Exception {
        Run run = run();
        String json = Json.MAPPER.writeValueAsString(run);
        assertThat(Json.MAPPER.readValue(json, Run.class)).isEqualTo(run);
    }

    @Test
    void aLoadStoredBeforeThereWereJourneysIsTheNativeEnginesOneRequestAfterAnother() throws Exception {
        ObjectNode stored = (ObjectNode) Json.MAPPER.valueToTree(shape());
        stored.remove(List.of("engine", "journey"));
        LoadShape read = Json.MAPPER.treeToValue(stored, LoadShape.class);
        assertThat(read.engine()).isEqualTo(GeneratorKind.NATIVE);
        assertThat(read.journey()).isEmpty();
    }

    @Test
    void idleConnectionsStoredBeforeWrongAnswersWereCountedHadNone() throws Exception {
        ObjectNode stored =
                Json.MAPPER.valueToTree(new IdleResult(9, 4, true, 5, 5, 0, 4, 0, List.of(), List.of("late")));
        stored.remove("wrong");
        assertThat(Json.MAPPER.treeToValue(stored, IdleResult.class))
                .isEqualTo(new IdleResult(9, 4, true, 5, 0, 0, 4, 0, List.of(), List.of("late")));
    }

    @Test
    void aLoadAndItsResultSurviveTheJourneyThroughJson() throws Exception {
        Load load = shape().toward(
                        List.of(Target.get("event+fpm", URI.create("http://127.0.0.1:8080/"))),
                        List.of("/style.css"),
                        7);
        LoadResult result = new LoadResult(
                load,
                Instant.EPOCH,
                Duration.ofSeconds(1),
                List.of(targetResult()),
                rounds(),
                generator(),
                WarmUp.Outcome.NONE);
        String json = Json.MAPPER.writeValueAsString(result);
        assertThat(Json.MAPPER.readValue(json, LoadResult.class)).isEqualTo(result);
    }

    static Run run() {
        Stack stack = Stack.of(Composition.parse("event+fpm"))
                .withSettings(Settings.NONE.with(Setting.THREADS_PER_CHILD, 25));
        Site site = new Site(
                "hello",
                "A page.",
                "/sites/hello",
                Optional.empty(),
                List.of(),
                List.of("xml"),
                List.of(),
                List.of("/conf/"),
                List.of(new Site.Page("/hello.php", 200, "hello", List.of())),
                Map.of("n", 3L),
                Optional.of(new Site.Calibration("n", Duration.ofMillis(29))),
                Duration.ofMillis(1));
        Plan.Step step = new Plan.Step(
                "b01-hello-ttfb-h1", 1, "hello", "ttfb-h1", List.of("event+fpm"), 7, Duration.ofSeconds(3));
        CellResult cell = new CellResult(
                1,
                "event+fpm",
                "hello",
                "ttfb-h1",
                Instant.EPOCH,
                Duration.ofSeconds(2),
                Optional.of(new Identity(
                        "Apache",
                        Optional.of("event"),
                        Optional.of("fpm-fcgi"),
                        Optional.of("8.4"),
                        Optional.of(33),
                        "http/1.1",
                        200,
                        12)),
                targetResult(),
                generator(),
                new Observations(List.of(sample()), List.of("a note")),
                Validity.invalid(Validity.Reason.STEAL, "steal 30 %, limit 20 %"));
        return new Run(
                new Run.About(1, "2026-quick", Instant.EPOCH, List.of("run", "quick"), List.of()),
                new Scenario("quick", "All.", 1, List.of(stack), List.of(site), List.of(shape()), Placement.AUTOMATIC),
                new Plan(
                        7,
                        List.of(new Plan.Block(
                                1, List.of(new Plan.Phase("hello", List.of("event+fpm"), List.of(step)))))),
                new Environment(
                        "0.1",
                        "17",
                        "AMD",
                        2,
                        24L << 30,
                        "6.18",
                        "Debian",
                        1,
                        "20.10",
                        "0",
                        "1",
                        Map.of("httpd", new Environment.Image("sha256:1", "x", Map.of("apache2", "2.4"), List.of())),
                        Map.of()),
                List.of(new StepResult(step.id(), List.of(cell), rounds(), List.of(cell), Optional.of(search()))),
                TimeUse.NONE);
    }

    private static LoadShape shape() {
        return new LoadShape(
                "ttfb-h1",
                Protocol.H1,
                Arrival.Rounds.oneAtATime(),
                Connections.kept(1),
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                Duration.ofSeconds(10),
                java.util.Set.of());
    }

    private static SearchResult search() {
        Search asked = Search.of(
                new Objective(List.of(new TtfbLimit(0.99, Duration.ofMillis(200))), OptionalDouble.of(0.001)));
        Trial trial = new Trial(
                Purpose.CONFIRM,
                100,
                Instant.EPOCH,
                Duration.ofSeconds(8),
                new Trial.Requests(800, 790, 789, 1),
                List.of(new Trial.Quantile(0.99, OptionalDouble.empty(), 0.02)),
                OptionalLong.of(900_000),
                0.1,
                Trial.Outcome.MISSED,
                List.of("late"));
        return new SearchResult(
                asked,
                List.of(trial),
                new RateFound(
                        RateFound.Kind.BETWEEN,
                        Optional.of(new RateFound.Likely(101, 95, 107)),
                        OptionalDouble.empty(),
                        OptionalDouble.of(100),
                        "missed"));
    }

    private static RoundTimes rounds() {
        return new RoundTimes(List.of("event+fpm"), new float[] {1, 2, Float.NaN});
    }

    private static Generator generator() {
        return new Generator(
                "native",
                1,
                Duration.ofMillis(5),
                0,
                Duration.ZERO,
                Duration.ZERO,
                OptionalDouble.of(0.05),
                OptionalDouble.empty(),
                OptionalDouble.empty());
    }

    private static TargetResult targetResult() {
        return new TargetResult(
                "event+fpm",
                new TargetResult.Counts(3, 3, 2, 1, 24, 1),
                Map.of(ErrorKind.STATUS, 1L),
                Map.of(200, 2L, 500, 1L),
                Map.of("http/1.1", 1L),
                Map.of(Series.parse("written-to-first-byte.reused.success"), Distribution.ofNanos(1_000, 2_000)),
                List.of("status 500"));
    }

    private static Sample sample() {
        return new Sample(
                Duration.ofMillis(500),
                List.of(new RoleUsage(Role.HTTPD_CHILD, 2, 64, 30, 20, 10)),
                Optional.of(new CgroupUsage(1, 2, 3, 4, 5)),
                Optional.of(new Scoreboard(
                        Map.of('_', 5),
                        OptionalInt.of(1),
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        OptionalInt.of(9),
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        OptionalInt.empty())),
                List.of(new FpmStatus("www", 1, 2, 3, 0, 0, 0, 99)));
    }
}
