package org.mpmlab.reports.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.mpmlab.core.verdict.BetweenRuns;
import org.mpmlab.reports.Runs;
import org.mpmlab.reports.Samples;

/** The one page and the comparison of two runs in a real Chromium. Screenshots stay in {@code target/screenshots}. */
class OtherPagesIT {
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    @TempDir
    static Path folder;

    private static Browser browser;

    @BeforeAll
    static void open() throws IOException {
        assumeTrue(Browser.there() || "true".equals(System.getenv("CI")), "no chromedriver in PATH");
        Files.createDirectories(SCREENSHOTS);
        browser = Browser.open(folder.resolve("profile"));
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
    }

    static Stream<Arguments> pages() {
        return Stream.concat(
                Stream.of(
                                Samples.JUDGED,
                                Samples.QUICK,
                                Samples.HOSTILE,
                                Samples.REFUSED,
                                Samples.UNFIT,
                                Samples.KEPT,
                                Samples.BROKEN)
                        .map(sample -> Arguments.of("one-page-" + sample, OnePage.render(sample.dossier()))),
                Stream.of(
                        Arguments.of("compare", CompareReport.render(BetweenRuns.of(Runs.later(), Runs.judged()))),
                        Arguments.of(
                                "compare-hostile",
                                CompareReport.render(BetweenRuns.of(Runs.hostile(), Runs.hostile())))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pages")
    void loadsWithoutAnErrorOrARequestFitsThePageAndSatisfiesAxe(String name, String html) throws IOException {
        for (BrowserIT.Look look : BrowserIT.Look.values()) {
            show(name, html, look);
            assertThat(browser.console()).as("console, " + look).isEmpty();
            assertThat(browser.requests()).as("requests, " + look).hasSize(1).allMatch(url -> url.startsWith("file:"));
            assertThat(browser.number("return document.documentElement.scrollWidth - window.innerWidth"))
                    .as("pixels beyond the right edge, " + look)
                    .isLessThanOrEqualTo(0);
            Files.write(
                    SCREENSHOTS.resolve((name + "-" + look + ".png").toLowerCase(java.util.Locale.ROOT)),
                    browser.screenshot(look.width));
            if (look == BrowserIT.Look.DESKTOP || look == BrowserIT.Look.PHONE_DARK) {
                browser.run(axe());
                assertThat(browser.later("axe.run(document, {resultTypes: ['violations']}).then(found => done("
                                + "found.violations.map(v => v.id + ': ' + v.help + ' ' + v.nodes.slice(0, 3)"
                                + ".map(n => n.html.slice(0, 120)).join(' '))))"))
                        .as("axe, " + look)
                        .isEmpty();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Samples.class)
    void theOnePageIsOnePage(Samples sample) throws IOException {
        show("paper-" + sample, OnePage.render(sample.dossier()), BrowserIT.Look.PRINT);
        byte[] pdf = browser.pdf();
        assertThat(Pattern.compile("/Type\\s*/Page\\b(?!s)")
                        .matcher(new String(pdf, StandardCharsets.ISO_8859_1))
                        .results()
                        .count())
                .as("printed pages")
                .isEqualTo(1);
        if (sample == Samples.JUDGED) {
            Files.write(SCREENSHOTS.resolve("one-page.pdf"), pdf);
        }
    }

    private static void show(String name, String html, BrowserIT.Look look) throws IOException {
        Path file = folder.resolve(name + ".html");
        Files.writeString(file, html);
        browser.look(
                look.width,
                900,
                look.width < 500,
                look.media,
                Map.of("prefers-color-scheme", look.dark ? "dark" : "light"));
        browser.visit(file.toUri().toString());
    }

    private static String axe() throws IOException {
        try (InputStream script = OtherPagesIT.class.getResourceAsStream("/axe.min.js")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
