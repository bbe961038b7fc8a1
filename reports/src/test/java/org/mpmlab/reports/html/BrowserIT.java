package org.mpmlab.reports.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.mpmlab.reports.Samples;

/** The report in a real Chromium. Screenshots stay in {@code target/screenshots}. */
class BrowserIT {
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    @TempDir
    static Path folder;

    private static Browser browser;

    /** What a reader may look at it with. */
    enum Look {
        DESKTOP(1280, false, "screen"),
        DARK(1280, true, "screen"),
        PHONE(390, false, "screen"),
        PHONE_DARK(390, true, "screen"),
        PRINT(720, true, "print");

        final int width;
        final boolean dark;
        final String media;

        Look(int width, boolean dark, String media) {
            this.width = width;
            this.dark = dark;
            this.media = media;
        }
    }

    @BeforeAll
    static void open() throws IOException {
        boolean there = Browser.there();
        assumeTrue(
                there || "true".equals(System.getenv("CI")),
                "no chromedriver in PATH: apt-get install chromium chromium-driver, or ./mpmlab test");
        assertThat(there).as("chromedriver in PATH, which CI needs").isTrue();
        Files.createDirectories(SCREENSHOTS);
        browser = Browser.open(folder.resolve("profile"));
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
    }

    static Stream<Arguments> looks() {
        return Stream.of(Samples.values())
                .flatMap(sample -> Stream.of(Look.values()).map(look -> Arguments.of(sample, look)));
    }

    @ParameterizedTest
    @MethodSource("looks")
    void loadsWithoutAnErrorOrARequestAndFitsThePage(Samples sample, Look look) throws IOException {
        show(sample, look);
        assertThat(browser.console()).as("console").isEmpty();
        assertThat(browser.requests()).as("requests").hasSize(1).allMatch(url -> url.startsWith("file:"));
        assertThat(browser.number("return document.documentElement.scrollWidth - window.innerWidth"))
                .as("pixels beyond the page's right edge")
                .isLessThanOrEqualTo(0);
        assertThat(browser.list("return [...document.querySelectorAll('main > section > *, figure, h1, h2, h3, p, "
                        + "summary')].filter(e => e.getBoundingClientRect().right > window.innerWidth + 1)"
                        + ".map(e => e.outerHTML.slice(0, 80))"))
                .as("what sticks out")
                .isEmpty();
        if (sample != Samples.FULL || look != Look.PRINT) {
            Files.write(
                    SCREENSHOTS.resolve((sample + "-" + look + ".png").toLowerCase(java.util.Locale.ROOT)),
                    browser.screenshot(look.width));
        }
    }

    @ParameterizedTest
    @EnumSource(Samples.class)
    void everyPictureIsThereAndItsWordsDoNotCoverEachOther(Samples sample) throws IOException {
        for (Look look : List.of(Look.DESKTOP, Look.PHONE)) {
            show(sample, look);
            assertThat(browser.list("""
                    return [...document.querySelectorAll('svg.chart')].filter(svg => {
                      const box = svg.getBoundingClientRect();
                      return box.width < 200 || box.height < 60 || svg.querySelectorAll('text').length < 2;
                    }).map(svg => svg.id || svg.querySelector('title').textContent)""")).as("empty pictures").isEmpty();
            assertThat(browser.list("""
                    const bad = [];
                    for (const svg of document.querySelectorAll('svg.chart')) {
                      const frame = svg.getBoundingClientRect();
                      const boxes = [...svg.querySelectorAll('text')].map(t => [t.textContent, t.getBoundingClientRect()]);
                      for (const [words, box] of boxes) {
                        if (box.left < frame.left - 2 || box.right > frame.right + 2 || box.bottom > frame.bottom + 2) {
                          bad.push(svg.querySelector('title').textContent + ': outside: ' + words);
                        }
                      }
                      for (let i = 0; i < boxes.length; i++) for (let j = i + 1; j < boxes.length; j++) {
                        const [a, b] = [boxes[i][1], boxes[j][1]];
                        const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
                        const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
                        if (wide > 2 && high > Math.min(a.height, b.height) * 0.35) {
                          bad.push(svg.querySelector('title').textContent + ': ' + boxes[i][0] + ' x ' + boxes[j][0]);
                        }
                      }
                    }
                    return bad;"""))
                    .as("words that cover each other on " + look)
                    .isEmpty();
        }
    }

    /** Every run on a desktop, where nothing is left out; one in each other look. */
    static Stream<Arguments> looksForAxe() {
        return Stream.concat(
                Stream.of(Samples.values()).map(sample -> Arguments.of(sample, Look.DESKTOP)),
                Stream.of(Look.DARK, Look.PHONE, Look.PHONE_DARK).map(look -> Arguments.of(Samples.HOSTILE, look)));
    }

    @ParameterizedTest
    @MethodSource("looksForAxe")
    void axeFindsNothing(Samples sample, Look look) throws IOException {
        show(sample, look);
        browser.run(axe());
        assertThat(browser.later("axe.run(document, {resultTypes: ['violations']}).then(found => done("
                        + "found.violations.map(v => v.id + ': ' + v.help + ' ' + v.nodes.slice(0, 3)"
                        + ".map(n => n.html.slice(0, 120)).join(' '))))"))
                .isEmpty();
    }

    @Test
    void theColoursFollowTheReadersSystemAndPaperIsAlwaysLight() throws IOException {
        String paper = "return getComputedStyle(document.body).backgroundColor";
        String line = "return getComputedStyle(document.querySelector('svg.chart .f-text')).fill";
        show(Samples.QUICK, Look.DESKTOP);
        assertThat(browser.text(paper)).isEqualTo("rgb(255, 255, 255)");
        String onLight = browser.text(line);
        show(Samples.QUICK, Look.DARK);
        assertThat(browser.text(paper)).isEqualTo("rgb(20, 23, 28)");
        assertThat(browser.text(line)).isNotEqualTo(onLight);
        show(Samples.QUICK, Look.PRINT);
        assertThat(browser.text(paper)).isEqualTo("rgb(255, 255, 255)");
        assertThat(browser.text(line)).isEqualTo(onLight);
    }

    @Test
    void onPaperWhatIsFoldedIsOpen() throws IOException {
        show(Samples.QUICK, Look.PRINT);
        assertThat(browser.number("return [...document.querySelectorAll('details:not(.how) td')]"
                        + ".filter(td => td.getBoundingClientRect().height > 0 && td.checkVisibility("
                        + "{contentVisibilityAuto: true})).length"))
                .isGreaterThan(50);
        Files.write(SCREENSHOTS.resolve("quick-print.pdf"), browser.pdf());
    }

    private static void show(Samples sample, Look look) throws IOException {
        Path file = folder.resolve(sample + ".html");
        if (Files.notExists(file)) {
            Files.writeString(file, sample.html());
        }
        browser.look(
                look.width,
                900,
                look.width < 500,
                look.media,
                Map.of("prefers-color-scheme", look.dark ? "dark" : "light"));
        browser.visit(file.toUri().toString());
    }

    private static String axe() throws IOException {
        try (InputStream script = BrowserIT.class.getResourceAsStream("/axe.min.js")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
