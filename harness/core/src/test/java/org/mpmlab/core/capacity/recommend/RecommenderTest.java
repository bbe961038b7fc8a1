package org.mpmlab.core.capacity.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.mpmlab.core.capacity.box.Target;
import org.mpmlab.core.capacity.box.TargetReader;
import org.mpmlab.core.capacity.model.Assessment;
import org.mpmlab.core.capacity.model.CapacityModel;
import org.mpmlab.core.capacity.model.Estimated;
import org.mpmlab.core.capacity.model.Growth;
import org.mpmlab.core.capacity.model.Pool;
import org.mpmlab.core.capacity.model.Profile;
import org.mpmlab.core.capacity.model.Profiles;
import org.mpmlab.core.capacity.model.Resource;
import org.mpmlab.core.capacity.peer.Peers;
import org.mpmlab.core.run.Json;
import org.mpmlab.core.scenario.ObjectiveReader;
import org.mpmlab.core.stack.Composition;
import org.mpmlab.core.stack.Defaults;
import org.mpmlab.core.stack.Setting;
import org.mpmlab.core.stack.Settings;

class RecommenderTest {
    private static final long EIGHT_GIB = 8L << 30;

    private static final List<String> STACKS =
            List.of("prefork+mod_php", "itk+mod_php", "worker+fpm", "event+fpm", "event+fcgid");

    private static List<Profile> waiting() {
        return STACKS.stream().map(Profiles::waitingPage).toList();
    }

    private static List<Profile> busy() {
        return STACKS.stream().map(Profiles::busyPage).toList();
    }

    private static Target target(String text) {
        return TargetReader.option("--target", text)
                .withObjective(ObjectiveReader.option("--slo", "ttfb.p99<=200ms, errors<=0.1%"));
    }

    private static Recommendation recommend(List<Profile> profiles, String target) {
        return Recommender.recommend(profiles, target(target)).recommendation().orElseThrow();
    }

    private static long number(Recommendation recommendation, Setting setting) {
        return recommendation.settings().number(setting).orElseThrow();
    }

    @Test
    void thousandsOfIdleConnectionsAreForEvent() {
        Recommendation found = recommend(waiting(), "cpus=4,memory=2GiB,keepalive-connections=5000,rate=300");
        assertThat(found.stack().name()).isEqualTo("event+fpm");
        assertThat(found.assessment().meetsTarget()).isTrue();
        assertThat(found.assessment().heldConnections().low()).isGreaterThan(5000);
        assertThat(number(found, Setting.ASYNC_REQUEST_WORKER_FACTOR)).isBetween(3L, 16L);
        assertThat(number(found, Setting.SERVER_LIMIT))
                .isGreaterThan(number(found, Setting.MAX_REQUEST_WORKERS) / number(found, Setting.THREADS_PER_CHILD));
        assertThat(found.choiceReasons()).anyMatch(reason -> reason.startsWith("It follows the guideline: threads"));
        assertThat(found.limits()).extracting(KernelLimit::kind).contains(KernelLimit.Kind.HTTPD_FILES);
        assertThat(found.alternatives()).hasSize(4);
    }

    @Test
    void itIsSaidWhenTheNextBestMayCarryMore() {
        Profile best = Profiles.page("prefork+mod_php", Profiles.about(0.0290), Profiles.about(0.0295));
        Profile hardlyWorse = Profiles.page("event+fpm", Profiles.about(0.0296), Profiles.about(0.0301));
        Profile worse = Profiles.page("event+fpm", Profiles.about(0.0400), Profiles.about(0.0405));

        assertThat(recommend(List.of(best, hardlyWorse), "cpus=1,memory=4g").choiceReasons())
                .anyMatch(reason -> reason.contains("either may answer more"));
        assertThat(recommend(List.of(best, worse), "cpus=1,memory=4g").choiceReasons())
                .noneMatch(reason -> reason.contains("either may answer more"));
    }

    @Test
    void theStackThatPromisesMoreIsTakenThoughAnotherIsLikelierToCarryMore() {
        Profile steady = Profiles.busyPage("event+fpm");
        Profile unsteady =
                Profiles.page("prefork+mod_php", Estimated.measured(0.0185, 0.0150, 0.0280), Profiles.about(0.021));
        Recommendation found = recommend(List.of(unsteady, steady), "cpus=2,memory=4g");
        assertThat(found.stack().name()).isEqualTo("event+fpm");
        assertThat(found.alternatives()).singleElement().satisfies(other -> assertThat(
                        other.assessment().carriedRate().value())
                .isGreaterThan(found.assessment().carriedRate().value()));
    }

    /** A little memory is nothing to leave the guideline for. */
    @Test
    void ofStacksThatCarryTheSameTheGuidelinesIsTaken() {
        Composition threads = Composition.parse("event+fpm");
        Profile event = Profiles.withMemory(Profiles.busyPage("event+fpm"), Profiles.memory(threads, 1.1));
        Profile worker = Profiles.busyPage("worker+fpm");
        assertThat(recommend(List.of(worker, event), "cpus=2,memory=4g").stack().name())
                .isEqualTo("event+fpm");
        assertThat(recommend(List.of(worker, event), "cpus=2,memory=4g,needs=no-safe-polling")
                        .stack()
                        .name())
                .isEqualTo("worker+fpm");
    }

    @Test
    void aPageThatOnlyComputesGetsNoMoreProcessesThanBurstsAskFor() {
        Recommendation found = recommend(List.of(Profiles.busyPage("prefork+mod_php")), "cpus=2,memory=4g");
        assertThat(found.assessment().room().atWork()).isBetween(1.3, 1.8);
        assertThat(number(found, Setting.MAX_REQUEST_WORKERS)).isBetween(10L, 20L);
    }

    /** On wait, 120 processes that were to be busy but for two left a twentieth of the requests in the backlog. */
    @Test
    void aPageThatWaitsGetsTwiceTheProcessesThatAreAtWork() {
        Profile page = Profiles.page("prefork+mod_php", Profiles.about(0.0004), Profiles.about(0.0504));
        Recommendation found = recommend(List.of(page), "cpus=1,memory=4g");
        assertThat(found.assessment().binding()).isEqualTo(Resource.CPU);
        assertThat(found.assessment().room().atWork()).isBetween(90.0, 102.0);
        assertThat(number(found, Setting.MAX_REQUEST_WORKERS)).isBetween(185L, 225L);
    }

    /** Those that share a CPU slow each other; a worker that waits for one of them, or a slow client, costs little. */
    @Test
    void ofAPageThatOnlyComputesPhpFpmGetsFewChildren() {
        Recommendation found = recommend(List.of(Profiles.busyPage("event+fpm")), "cpus=2,memory=4g");
        assertThat(found.assessment().room().atWork()).isBetween(1.3, 1.8);
        assertThat(number(found, Setting.PM_MAX_CHILDREN)).isBetween(4L, 8L);
        assertThat(number(found, Setting.MAX_REQUEST_WORKERS)).isBetween(10L, 32L);
    }

    @Test
    void ofAPageThatWaitsPhpFpmGetsManyMoreChildrenThanAreAtWork() {
        Profile page = Profiles.page("event+fpm", Profiles.about(0.0004), Profiles.about(0.0504));
        Recommendation found = recommend(List.of(page), "cpus=1,memory=4g");
        assertThat(found.assessment().room().atWork()).isBetween(90.0, 102.0);
        assertThat(number(found, Setting.PM_MAX_CHILDREN)).isBetween(150L, 260L);
    }

    @Test
    void noFactorNeedsMoreFilesThanAProcessCanHave() {
        Recommendation found = recommend(
                List.of(Profiles.busyPage("event+fpm")),
                "cpus=2,memory=4g,keepalive-connections=5000,files-per-process=512");
        long threads = number(found, Setting.THREADS_PER_CHILD);
        assertThat((1 + number(found, Setting.ASYNC_REQUEST_WORKER_FACTOR)) * threads + 2 * threads + 64)
                .isLessThanOrEqualTo(512);
        assertThat(found.limits()).extracting(KernelLimit::kind).doesNotContain(KernelLimit.Kind.HTTPD_FILES);
    }

    @Test
    void itkAndPhpCgiHaveProcessesOfTheirOwnAmongTheTasks() {
        Pool itk = new Pool(3000, 1, 3000, 3000, 0, 0, 0, true);
        assertThat(KernelLimits.of(Composition.parse("itk+mod_php"), itk, Settings.NONE, EIGHT_GIB))
                .extracting(KernelLimit::kind, KernelLimit::least)
                .containsExactly(Tuple.tuple(KernelLimit.Kind.HTTPD_TASKS, 6064L));
        assertThat(KernelLimits.of(Composition.parse("prefork+mod_php"), itk, Settings.NONE, EIGHT_GIB))
                .isEmpty();
        Pool cgi = new Pool(16, 64, 1024, 20, 0, 4000, 0, true);
        assertThat(KernelLimits.of(Composition.parse("worker+fcgid"), cgi, Settings.NONE, EIGHT_GIB))
                .extracting(KernelLimit::least)
                .containsExactly(20L * 66 + 4000 + 64);
    }

    /** A kernel allows as many tasks as its memory has room for, and systemd a unit 15 % of them. */
    @Test
    void aSmallBoxAllowsFewerTasks() {
        Composition worker = Composition.parse("worker+fpm");
        Pool pool = new Pool(96, 25, 2400, 96, 0, 1500, 0, true);
        assertThat(KernelLimits.of(worker, pool, Settings.NONE, EIGHT_GIB)).isEmpty();
        assertThat(KernelLimits.of(worker, pool, Settings.NONE, EIGHT_GIB / 4))
                .extracting(KernelLimit::kind, KernelLimit::least)
                .containsExactly(Tuple.tuple(KernelLimit.Kind.HTTPD_TASKS, 96L * 27 + 64));
        assertThat(KernelLimits.of(worker, pool, Settings.NONE, EIGHT_GIB / 8))
                .extracting(KernelLimit::kind, KernelLimit::least)
                .containsExactly(
                        Tuple.tuple(KernelLimit.Kind.HTTPD_TASKS, 96L * 27 + 64),
                        Tuple.tuple(KernelLimit.Kind.FPM_TASKS, 1564L));
    }

    @Test
    void needsRuleStacksOutWithTheirReason() {
        Advice advice = Recommender.recommend(waiting(), target("cpus=4,memory=8g,needs=non-thread-safe-modules"));
        assertThat(advice.recommendation().orElseThrow().stack().name()).isEqualTo("prefork+mod_php");
        assertThat(advice.rejections())
                .extracting(rejection -> rejection.stack().name())
                .containsExactly("worker+fpm", "event+fpm", "event+fcgid");
        assertThat(advice.rejections())
                .allSatisfy(rejection -> assertThat(rejection.reason()).contains("not thread-safe", "prefork"));
        assertThat(stacksFor("user-isolation")).containsExactlyInAnyOrder("itk+mod_php", "worker+fpm", "event+fpm");
        assertThat(stacksFor("http2")).containsExactlyInAnyOrder("worker+fpm", "event+fpm", "event+fcgid");
        assertThat(stacksFor("no-safe-polling"))
                .containsExactlyInAnyOrder("prefork+mod_php", "itk+mod_php", "worker+fpm");
        assertThat(stacksFor("user-isolation+non-thread-safe-modules")).containsExactly("itk+mod_php");
    }

    private static List<String> stacksFor(String needs) {
        Recommendation found = recommend(waiting(), "cpus=1,memory=2g,needs=" + needs);
        return Stream.concat(
                        Stream.of(found.stack()), found.alternatives().stream().map(Recommendation.Alternative::stack))
                .map(stack -> stack.name())
                .toList();
    }

    @Test
    void whatIsShortIsWhatToBuy() {
        Recommendation byCpu = recommend(busy(), "cpus=1,memory=2g");
        assertThat(byCpu.purchases().get(0).resource()).isEqualTo(Resource.CPU);
        assertThat(byCpu.purchases().get(0).gainPerSecond()).isPositive();
        Recommendation byMemory = recommend(List.of(Profiles.waitingPage("event+fpm")), "cpus=8,memory=512m");
        assertThat(byMemory.purchases().get(0).resource()).isEqualTo(Resource.MEMORY);
        assertThat(byMemory.purchases().get(0).gainPerSecond()).isPositive();
    }

    @Test
    void aBoxThatIsTooSmallForAllIsToldSo() {
        Advice advice = Recommender.recommend(waiting(), target("cpus=1,memory=24m"));
        assertThat(advice.recommendation()).isEmpty();
        assertThat(advice.rejections()).hasSize(5).allSatisfy(rejection -> assertThat(rejection.reason())
                .contains("smallest pools"));
    }

    @Test
    void aTargetOutOfReachIsSaidToBe() {
        Recommendation found = recommend(busy(), "cpus=1,memory=1g,rate=500");
        assertThat(found.assessment().meetsTarget()).isFalse();
        assertThat(found.notes()).anyMatch(note -> note.startsWith("This box reaches"));
    }

    /** Measured in 180 ms (165 to 210), within 200. */
    @Test
    void itIsSaidWhyNothingCanBePromised() {
        Profile near = Profiles.page("prefork+mod_php", Profiles.about(0.020), Estimated.measured(0.120, 0.110, 0.140));
        Recommendation found = recommend(List.of(near), "cpus=2,memory=2g");
        assertThat(found.assessment().promisedPerSecond()).isZero();
        assertThat(found.assessment().objectiveAttainable()).isTrue();
        assertThat(found.notes()).anyMatch(note -> note.startsWith("Nothing is promised: "));
        assertThat(recommend(busy(), "cpus=2,memory=2g").notes())
                .noneMatch(note -> note.startsWith("Nothing is promised"));
    }

    @Test
    void connectionsThatAreShortAreNotBlamedOnTheCpu() {
        List<Profile> event = List.of(Profiles.busyPage("event+fpm"));
        assertThat(recommend(event, "cpus=256,memory=2TiB,keepalive-connections=1000000")
                        .notes())
                .anyMatch(note ->
                        note.matches("This box reaches .* of 1,000,000 idle connections; no pool that is tried .*"));
        assertThat(recommend(event, "cpus=2,memory=256m,keepalive-connections=50000")
                        .notes())
                .anyMatch(
                        note -> note.startsWith("This box reaches ") && note.contains(" of 50,000 idle connections; "));
    }

    @Test
    void modFcgidGetsNoMoreProcessesThanItHasRoomFor() {
        Recommendation found = recommend(List.of(Profiles.waitingPage("event+fcgid")), "cpus=32,memory=64g");
        assertThat(number(found, Setting.FCGID_MAX_PROCESSES)).isLessThanOrEqualTo(1024);
        assertThat(number(found, Setting.MAX_REQUEST_WORKERS)).isLessThanOrEqualTo(1024);
    }

    /** Each of nginx's processes keeps connections to Apache, and under ITK a connection holds a worker. */
    @Test
    void itkBehindNginxServesOneProcessOfIt() {
        assertThat(number(
                        recommend(List.of(Profiles.busyPage("itk+mod_php+nginx")), "cpus=4,memory=8g"),
                        Setting.WORKER_PROCESSES))
                .isEqualTo(1);
        assertThat(number(
                        recommend(List.of(Profiles.busyPage("event+fpm+nginx")), "cpus=4,memory=8g"),
                        Setting.WORKER_PROCESSES))
                .isEqualTo(4);
    }

    @Test
    void itIsSaidThatNginxNeedsMoreFilesThanTheTargetGives() {
        assertThat(recommend(
                                List.of(Profiles.busyPage("event+fpm+nginx")),
                                "cpus=1,memory=8g,keepalive-connections=20000,files-per-process=4096")
                        .notes())
                .anyMatch(note ->
                        note.startsWith("files-per-process bounds httpd's processes alone: one of nginx needs "));
    }

    @Test
    void nothingIsRecycledWithoutGrowth() {
        Recommendation found = recommend(List.of(Profiles.waitingPage("event+fpm")), "cpus=2,memory=2g");
        assertThat(number(found, Setting.MAX_CONNECTIONS_PER_CHILD)).isZero();
        assertThat(number(found, Setting.PM_MAX_REQUESTS)).isZero();
        assertThat(reason(found, Setting.MAX_CONNECTIONS_PER_CHILD)).startsWith("No growth was shown");
    }

    @Test
    void growthIsRecycledBeforeAProcessIsTwiceItsSize() {
        Growth growth = new Growth(Profiles.about(0), Profiles.about(1000));
        Recommendation fpm =
                recommend(List.of(Profiles.growing(Profiles.waitingPage("event+fpm"), growth)), "cpus=2,memory=2g");
        assertThat(number(fpm, Setting.MAX_CONNECTIONS_PER_CHILD)).isZero();
        assertThat(number(fpm, Setting.PM_MAX_REQUESTS)).isEqualTo((long) (6 * Profiles.MIB / 1050));
        assertThat(reason(fpm, Setting.PM_MAX_REQUESTS)).startsWith("Processes grew by 1,000 bytes a request");
        Growth ofServer = new Growth(Profiles.about(1000), Profiles.about(0));
        List<Profile> prefork = List.of(Profiles.growing(Profiles.waitingPage("prefork+mod_php"), ofServer));
        long requests = (long) (3.3 * Profiles.MIB / 1050);
        // without keep-alive a connection is a request; with it, up to MaxKeepAliveRequests
        assertThat(number(recommend(prefork, "cpus=2,memory=2g"), Setting.MAX_CONNECTIONS_PER_CHILD))
                .isEqualTo(requests);
        Recommendation kept = recommend(prefork, "cpus=2,memory=2g,keepalive-connections=10");
        assertThat(number(kept, Setting.MAX_CONNECTIONS_PER_CHILD)).isEqualTo(requests / 100);
        assertThat(number(kept, Setting.MAX_KEEP_ALIVE_REQUESTS)).isEqualTo(100);
    }

    private static String reason(Recommendation found, Setting setting) {
        return found.settingReasons().stream()
                .filter(reason -> reason.directive().equals(setting.directive()))
                .findFirst()
                .orElseThrow()
                .reason();
    }

    @Test
    void everySettingHasItsReason() {
        for (String stack : List.of("prefork+mod_php", "event+fpm+nginx", "event+fcgid", "worker+cgi", "itk+fpm")) {
            Recommendation found =
                    recommend(List.of(Profiles.waitingPage(stack)), "cpus=2,memory=2g,keepalive-connections=20");
            assertThat(found.settingReasons())
                    .hasSize(found.settings().values().size())
                    .allSatisfy(reason ->
                            assertThat(reason.reason()).as(reason.directive()).isNotBlank());
        }
    }

    @Test
    void theKeepAliveTimeoutIsTheTargetsWhereItSaysOne() {
        List<Profile> event = List.of(Profiles.waitingPage("event+fpm"));
        assertThat(number(recommend(event, "cpus=2,memory=2g,keepalive-timeout=30s"), Setting.KEEP_ALIVE_TIMEOUT))
                .isEqualTo(30);
        assertThat(number(recommend(event, "cpus=2,memory=2g"), Setting.KEEP_ALIVE_TIMEOUT))
                .isEqualTo(5);
        Recommendation fronted =
                recommend(List.of(Profiles.waitingPage("event+fpm+nginx")), "cpus=2,memory=2g,keepalive-timeout=30s");
        assertThat(number(fronted, Setting.KEEPALIVE_TIMEOUT)).isEqualTo(30);
        assertThat(number(fronted, Setting.KEEP_ALIVE_TIMEOUT)).isEqualTo(65);
        Recommendation prefork = recommend(List.of(Profiles.waitingPage("prefork+mod_php")), "cpus=2,memory=2g");
        assertThat(prefork.settings().get(Setting.KEEP_ALIVE)).contains("Off");
        Recommendation itk = recommend(List.of(Profiles.waitingPage("itk+mod_php")), "cpus=2,memory=2g");
        assertThat(itk.settings().get(Setting.KEEP_ALIVE)).contains("On");
        assertThat(reason(itk, Setting.KEEP_ALIVE)).startsWith("ITK forks for each connection");
    }

    /** More connections than either box can hold: the larger one must try what the smaller one settled for. */
    @Test
    void onePercentMoreMemoryHoldsNoLess() {
        Composition stack = Composition.parse("event+fpm");
        Profile light = Profiles.withMemory(
                Profiles.page(
                        "event+fpm",
                        Estimated.measured(0.0002, 0.0002 / 1.001, 0.0002 * 1.001),
                        Estimated.measured(0.000204, 0.000204 / 1.001, 0.000204 * 1.001)),
                Profiles.memory(stack, 0.1));
        Target small = TargetReader.option("--target", "cpus=0.5,memory=1g,keepalive-connections=200000")
                .withMemoryBytes(140_695_407)
                .withObjective(ObjectiveReader.option("--slo", "ttfb.p99<=20ms"));
        Target large = small.withMemoryBytes((long) Math.ceil(small.memoryBytes() * 1.01));
        assertThat(new Candidates(light, large).best().orElseThrow().score())
                .isGreaterThanOrEqualTo(
                        new Candidates(light, small).best().orElseThrow().score());
    }

    /** In the model the recommendation is at least as good as each peer that stays within the memory. */
    @Test
    void noPeerPromisesMoreByTheModel() {
        for (String stack : List.of("prefork+mod_php", "event+fpm", "worker+fpm")) {
            for (String text : List.of("cpus=1,memory=512m", "cpus=2,memory=4g,keepalive-connections=300")) {
                Profile profile = Profiles.waitingPage(stack);
                Assessment ours = recommend(List.of(profile), text).assessment();
                CapacityModel model = new CapacityModel(profile, target(text));
                Map<String, Assessment> theirs = Peers.of(profile.stack()).stream()
                        .collect(Collectors.toMap(peer -> peer.name(), peer -> {
                            Settings complete = Defaults.effective(profile.stack(), peer.settings());
                            return model.assess(complete);
                        }));
                assertThat(theirs).allSatisfy((name, peer) -> {
                    if (peer.fits()) {
                        assertThat(ours.carriedRate().value() * ours.connectionShare())
                                .as(name)
                                .isGreaterThanOrEqualTo(peer.carriedRate().value() * peer.connectionShare());
                        assertThat(ours.promisedPerSecond() * ours.connectionShare())
                                .as(name)
                                .isGreaterThanOrEqualTo(peer.promisedPerSecond() * peer.connectionShare());
                    }
                });
            }
        }
    }

    @Test
    void adviceIsJson() throws JsonProcessingException {
        Advice advice = Recommender.recommend(
                waiting(), target("cpus=4,memory=2GiB,keepalive-connections=500,rate=300,needs=http2"));
        String written = Json.MAPPER.writeValueAsString(advice);
        assertThat(Json.MAPPER.readValue(written, Advice.class)).isEqualTo(advice);
        List<Profile> profiles = waiting();
        assertThat(Json.MAPPER.readValue(Json.MAPPER.writeValueAsString(profiles.get(0)), Profile.class))
                .isEqualTo(profiles.get(0));
    }

    @Test
    void profilesOfTwoSitesDoNotMix() {
        Profile event = Profiles.busyPage("event+fpm");
        assertThatThrownBy(() -> Recommender.recommend(List.of(event, event), target("cpus=1,memory=1g")))
                .hasMessageContaining("one for each stack");
    }
}
