package org.mpmlab.core.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.mpmlab.core.plan.Planner;
import org.mpmlab.core.scenario.yaml.InvalidConfiguration;

/** Whatever is in a file, a reader gives a value that can be planned or says what is wrong; it never falls over. */
class AnyTextTest {
    private static final String SCENARIO = """
            name: own
            description: All keys.
            blocks: 8
            stacks:
              - unfronted
              - event+fpm+nginx
              - name: ours
                extends: event+fpm+nginx
                settings: {ThreadsPerChild: 50, MaxRequestWorkers: 400, pm: dynamic, KeepAlive: off}
                httpd: [a.conf]
                image: registry/name:tag
              - name: production
                address: http://127.0.0.1:8080/
            sites: [hello, php29]
            loads:
              - name: a
                arrival: rounds
                protocol: [h1, h2]
                keep-alive: false
                rounds: 7
                pause: 3 ms
                at-once: true
                warm-up: 2s
                duration: 3s
                sites: [php29]
              - arrival: closed
                connections: [4, 16]
                streams: 1
              - arrival: open
                rate: [100, 0.5]
                poisson: true
              - name: ramp
                arrival: open
                quantum: 1ms
                profile: [{rate: 4, for: 2s}, {from: 0, to: 9, for: 2s}]
            server: {cpus: 0, cpu-limit: 1.5, memory: 2g}
            generator: {cpus: "1-3"}
            """;
    private static final String SITE = """
            name: shop
            description: A shop.
            document-root: /srv/shop
            packages: [a-b]
            pages:
              - path: /page.php
                status: 200
                marker: x
                assets: [/a.css]
            parameters: {n: 3}
            calibrate: {parameter: n, time: 29 ms}
            nominal-time: 3 ms
            """;
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9+./-]+");

    @Property(tries = 1500)
    void aScenarioIsReadOrRefused(@ForAll("mistakes") List<Mistake> mistakes) {
        try {
            Scenario scenario = ScenarioReader.read(
                    spoilt(SCENARIO, mistakes), "own.yaml", new ShippedLibrary(Map.of("a.conf", "")));
            assertThat(Planner.plan(scenario.withBlocks(1), 1).steps()).isNotEmpty();
        } catch (InvalidConfiguration refused) {
            assertThat(refused.problems()).isNotEmpty();
        }
    }

    @Property(tries = 500)
    void aSiteIsReadOrRefused(@ForAll("mistakes") List<Mistake> mistakes) {
        try {
            SiteReader.read(new Library.SiteFile("site.yaml", "/srv", spoilt(SITE, mistakes)));
        } catch (InvalidConfiguration refused) {
            assertThat(refused.problems()).isNotEmpty();
        }
    }

    /** One word of the text, counted round, replaced by another. */
    record Mistake(int word, String by) {}

    private static String spoilt(String text, List<Mistake> mistakes) {
        String spoilt = text;
        for (Mistake mistake : mistakes) {
            List<int[]> words = WORD.matcher(spoilt)
                    .results()
                    .map(word -> new int[] {word.start(), word.end()})
                    .toList();
            int[] at = words.get(mistake.word() % words.size());
            spoilt = spoilt.substring(0, at[0]) + Matcher.quoteReplacement(mistake.by()) + spoilt.substring(at[1]);
        }
        return spoilt;
    }

    @Provide
    Arbitrary<List<Mistake>> mistakes() {
        Arbitrary<String> by = Arbitraries.of(
                "1e3",
                "16.0",
                "-1",
                "0",
                "+5",
                "~",
                "",
                "[",
                "[]",
                "{}",
                "[[1]]",
                "{a: b}",
                "*a",
                "&a",
                "'",
                "''",
                "x",
                "99999999999999999999",
                "1e400",
                ".5",
                "NaN",
                ".inf",
                "true",
                "on",
                "h1",
                "hello",
                "event+mod_php",
                "2s",
                "9999999999h",
                "? a",
                "!!int",
                "\t",
                "- ",
                "<<",
                "../x",
                "\u0000",
                "\uD83D",
                "é");
        return Combinators.combine(Arbitraries.integers().between(0, 200), by)
                .as(Mistake::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(3);
    }
}
