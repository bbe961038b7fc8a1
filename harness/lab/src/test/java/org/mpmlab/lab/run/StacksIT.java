package org.mpmlab.lab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.mpmlab.core.load.Arrival;
import org.mpmlab.core.load.Connections;
import org.mpmlab.core.load.Load;
import org.mpmlab.core.load.LoadProgress;
import org.mpmlab.core.load.LoadResult;
import org.mpmlab.core.load.Protocol;
import org.mpmlab.core.load.Target;
import org.mpmlab.core.load.TargetResult;
import org.mpmlab.core.load.WarmUp;
import org.mpmlab.core.run.Identity;
import org.mpmlab.core.run.Role;
import org.mpmlab.core.run.RoleUsage;
import org.mpmlab.core.run.Sample;
import org.mpmlab.core.site.Site;
import org.mpmlab.core.stack.Compatibility;
import org.mpmlab.core.stack.Composition;
import org.mpmlab.core.stack.PhpMode;
import org.mpmlab.core.stack.Setting;
import org.mpmlab.core.stack.Settings;
import org.mpmlab.core.stack.Stack;
import org.mpmlab.engine.Engine;
import org.mpmlab.engine.EngineOptions;
import org.mpmlab.lab.LabForTests;
import org.mpmlab.lab.docker.RunningStack;
import org.mpmlab.lab.observe.Detail;
import org.mpmlab.lab.observe.ObservedContainer;
import org.mpmlab.lab.observe.ObservedStack;
import org.mpmlab.lab.observe.ServerObserver;

/** Every stack that the compatibility table allows serves every shipped site rightly, over each protocol it speaks. */
class StacksIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final int ROUNDS = 2;

    private static Engine engine;
    private final LabForTests lab = LabForTests.shared();
    private final Visitor visitor = new Visitor();

    @BeforeAll
    static void startEngine() {
        engine = new Engine(EngineOptions.DEFAULT.trustingAll());
    }

    @AfterAll
    static void stopEngine() {
        engine.close();
    }

    @TestFactory
    Stream<DynamicTest> everyValidStackServesEverySite() {
        List<Site> sites = lab.sites();
        return Compatibility.valid().stream()
                .map(parts -> dynamicTest(
                        parts + " serves " + sites.stream().map(Site::name).toList(), () -> serves(parts, sites)));
    }

    /** A page of dokuwiki takes 188 KiB of it while it is made: Docker's usual 64 MiB would do for some 350 at once. */
    @Test
    void aSiteMayKeepMuchInMemory() {
        try (RunningStack running = lab.servers().start(Stack.of(Composition.parse("prefork+mod_php")), lab.sites())) {
            File memory = new File("/proc/" + running.members().get(0).initPid() + "/root/dev/shm");
            assertThat(memory.getTotalSpace()).isEqualTo(1L << 30);
        }
    }

    /** What one request writes must not be what another one reads: every answer is as long as that of a single request. */
    @TestFactory
    Stream<DynamicTest> aSiteAnswersManyAtOnceAsItAnswersOne() {
        return lab.sites().stream()
                .map(site ->
                        dynamicTest(site.name(), () -> answersManyAtOnce(Composition.parse("prefork+mod_php"), site)));
    }

    private void answersManyAtOnce(Composition parts, Site site) throws Exception {
        try (RunningStack running = lab.servers().start(Stack.of(parts), List.of(site))) {
            Identity identity = new Verification()
                    .verify(running, site, List.of(Protocol.H1))
                    .identity()
                    .orElseThrow();
            LoadResult result = engine.run(
                    load(running, site, Protocol.H1, identity, new Arrival.Closed(), 8), LoadProgress.SILENT);
            TargetResult answers = result.targets().get(0);
            assertThat(answers.errors()).as(running.lastWords(5)).isEmpty();
            assertThat(answers.counts().completed()).isGreaterThan(8);
        }
    }

    private void serves(Composition parts, List<Site> sites) throws Exception {
        Stack stack = Stack.of(parts).withSettings(smallPools(parts));
        List<Protocol> protocols = Stream.of(Protocol.H1, Protocol.H2)
                .filter(protocol -> Compatibility.refusal(parts, protocol).isEmpty())
                .toList();
        try (RunningStack running = lab.servers().start(stack, sites)) {
            for (Site site : sites) {
                Verification.Finding finding = new Verification().verify(running, site, protocols);
                assertThat(finding.validity().causes())
                        .as("%s, %s: %s", parts, site.name(), running.lastWords(20))
                        .isEmpty();
                Identity identity = finding.identity().orElseThrow();
                phpRunsAsItShould(parts, site, identity);
                refusesWhatItMust(running, site);
                for (Protocol protocol : protocols) {
                    answers(running, site, protocol, identity);
                }
            }
            canBeObserved(parts, running, sites.get(0));
            assertThat(running.ended()).as(running.lastWords(20)).isEmpty();
        }
        System.out.println("proved: " + parts + " serves "
                + sites.stream().map(Site::name).toList() + " over "
                + protocols.stream().map(Protocol::word).toList());
    }

    /** Every figure that the report shows of this stack is there: memory by role, scoreboard, FPM's status. */
    private static void canBeObserved(Composition parts, RunningStack running, Site site) {
        ObservedStack observed = new ObservedStack(
                running.members().stream()
                        .map(member -> ObservedContainer.of((int) member.initPid()))
                        .toList(),
                running.scoreboard(),
                running.fpmStatus(site).stream().toList());
        try (ServerObserver observer = new ServerObserver(observed, Set.of())) {
            Sample sample = observer.look(Detail.PROCESSES);
            String notes = parts + ": " + observer.notes();
            assertThat(sample.pssBytes()).as(notes).isPositive();
            assertThat(sample.cgroup()).as(notes).isPresent();
            assertThat(sample.scoreboard().isPresent())
                    .as(notes)
                    .isEqualTo(parts.mpm().isPresent());
            assertThat(sample.fpm()).as(notes).hasSize(parts.php() == PhpMode.FPM ? 1 : 0);
            assertThat(sample.roles())
                    .extracting(RoleUsage::role)
                    .contains(parts.mpm().isPresent() ? Role.HTTPD_CHILD : Role.NGINX_WORKER);
        }
    }

    /** mod_php in prefork, CGI and mod_fcgid run PHP as the server's user; ITK and FPM pools as the site's own. */
    private static void phpRunsAsItShould(Composition parts, Site site, Identity identity) {
        int wwwData = 33;
        boolean own = parts.php() == PhpMode.FPM
                || parts.mpm().filter(org.mpmlab.core.stack.Mpm.ITK::equals).isPresent();
        assertThat(identity.phpUid().orElseThrow())
                .as("uid of PHP on %s for %s", parts, site.name())
                .matches(uid -> own ? uid == 5001 || uid == 5002 : uid == wwwData);
    }

    private void refusesWhatItMust(RunningStack running, Site site) throws IOException {
        for (String denied : site.deny()) {
            assertThat(visitor.get(running.uri(site, Protocol.H1, denied)).status())
                    .as("%s of %s", denied, site.name())
                    .isEqualTo(403);
        }
    }

    private static void answers(RunningStack running, Site site, Protocol protocol, Identity identity)
            throws InterruptedException {
        LoadResult result = engine.run(
                load(running, site, protocol, identity, new Arrival.Rounds(false, Duration.ZERO, ROUNDS), 1),
                LoadProgress.SILENT);
        TargetResult answers = result.targets().get(0);
        assertThat(answers.samples()).isEmpty();
        assertThat(answers.counts().completed()).isEqualTo(ROUNDS);
        assertThat(answers.negotiated()).containsOnlyKeys(protocol == Protocol.H2 ? "h2" : "http/1.1");
    }

    private static Load load(
            RunningStack running, Site site, Protocol protocol, Identity identity, Arrival arrival, int connections) {
        Target plain =
                Target.get(site.name(), running.uri(site, protocol, site.page().path()));
        Target target = new Target(
                plain.name(),
                plain.uri(),
                plain.method(),
                plain.headers(),
                plain.body(),
                new Target.Expectation(site.page().status(), OptionalLong.of(identity.bodyBytes())));
        return new Load(
                List.of(target),
                protocol,
                arrival,
                Connections.kept(connections),
                WarmUp.NONE,
                Duration.ofSeconds(3),
                TIMEOUT,
                1);
    }

    /** Pools just large enough, as one server carries a pool for each site here. */
    private static Settings smallPools(Composition parts) {
        Settings settings = Settings.NONE;
        if (parts.mpm().isPresent() && !parts.mpm().get().threaded()) {
            settings = settings.with(Setting.START_SERVERS, 4)
                    .with(Setting.MIN_SPARE_SERVERS, 2)
                    .with(Setting.MAX_SPARE_SERVERS, 4)
                    .with(Setting.MAX_REQUEST_WORKERS, 16);
        }
        if (parts.php() == PhpMode.FPM) {
            settings = settings.with(Setting.PM, "static").with(Setting.PM_MAX_CHILDREN, 2);
        }
        return settings;
    }
}
