package org.mpmlab.core.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpmlab.core.scenario.yaml.InvalidConfiguration;
import org.mpmlab.core.scenario.yaml.Problem;
import org.mpmlab.core.site.Site;

class SiteReaderTest {
    private static final String LEAST = "name: shop\ndescription: A shop.\npages: [{path: /, marker: x}]\n";

    @Test
    void theShippedSitesAreRead() {
        assertThat(ShippedLibrary.PLAIN.siteNames())
                .containsExactly("dokuwiki", "hello", "leak", "login", "memory", "php29", "static", "wait")
                .allSatisfy(name -> assertThat(shipped(name).name()).isEqualTo(name));
        assertThat(shipped("php29").calibrate()).contains(new Site.Calibration("iterations", Duration.ofMillis(29)));
        assertThat(shipped("php29").parameters()).containsEntry("iterations", 40_000L);
        assertThat(shipped("static").page().assets()).hasSize(4);
        assertThat(shipped("dokuwiki").documentRoot()).contains("/usr/share/dokuwiki");
    }

    @Test
    void aPagesTimeIsItsOwnOrTheCalibratedOrLittle() {
        assertThat(shipped("wait").nominal()).isEqualTo(Duration.ofMillis(50));
        assertThat(shipped("dokuwiki").nominal()).isEqualTo(Duration.ofMillis(28));
        assertThat(shipped("memory").nominal()).isEqualTo(Duration.ofMillis(40));
        assertThat(shipped("php29").nominal()).isEqualTo(Duration.ofMillis(29));
        assertThat(shipped("hello").nominal()).isEqualTo(Duration.ofMillis(1));
    }

    @Test
    void whatIsNotSaidHasADefault() {
        assertThat(read(LEAST))
                .isEqualTo(new Site(
                        "shop",
                        "A shop.",
                        "/srv/shop",
                        Optional.empty(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(new Site.Page("/", 200, "x", List.of())),
                        Map.of(),
                        Optional.empty(),
                        Duration.ofMillis(1)));
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                row(
                        LEAST + "php_extensions: [xml]\n",
                        "4:1: 'php_extensions' is no key of a site of mpmlab. Did you mean 'php-extensions'? Allowed: "
                                + "name, description, document-root, packages, php-extensions, writable, deny, pages, "
                                + "parameters, calibrate, nominal-time."),
                row(
                        LEAST + "calibrate: {parameter: iteration, time: 29 ms}\nparameters: {iterations: 3}\n",
                        "4:24: 'iteration' is none of the site's parameters. Did you mean 'iterations'? Allowed: "
                                + "iterations."),
                row(
                        LEAST + "calibrate: {parameter: n, time: 29}\nparameters: {n: 3}\n",
                        "4:33: 'time' must be text, not '29'."),
                row(
                        LEAST + "calibrate: {parameter: '', time: 29 ms}\nparameters: {n: 3}\n",
                        "4:24: '' is none of the site's parameters. Allowed: n."),
                row(
                        LEAST + "nominal-time: 12345678901234 ms\n",
                        "4:15: '12345678901234 ms' is longer than any page takes."),
                row(
                        LEAST + "nominal-time: 29 sec\n",
                        "4:15: 'nominal-time' can't be '29 sec'. Allowed: Roughly how long the first page takes on an "
                                + "idle server, such as `28 ms`, for estimating how long a plan takes. Omitted: the "
                                + "time of `calibrate`, else 1 ms."),
                row(LEAST + "parameters: {n: many}\n", "4:17: parameter 'n' must be a whole number, not 'many'."),
                row(
                        LEAST + "parameters: {n-rows: 3}\n",
                        "4:14: 'n-rows' can't be a key of 'parameters'. Allowed: A letter of a-z, then a-z, 0-9 and "
                                + "_."),
                row(LEAST + "parameters: {n: 1.5}\n", "4:17: parameter 'n' must be a whole number, not '1.5'."),
                row(LEAST + "parameters: {n: '3'}\n", "4:17: 'n' must be a whole number, not '3'."),
                row(LEAST + "parameters: {n: true}\n", "4:17: parameter 'n' must be a whole number, not 'true'."),
                row(LEAST + "document-root: /srv/../etc\n", "4:16: 'document-root' can't be '/srv/../etc'."),
                row("name: shop\ndescription: A shop.\npages: []\n", "3:8: 'pages' needs at least 1 entry."),
                row(
                        "name: Shop\ndescription: A shop.\npages: [{path: shop, marker: x}]\n",
                        "1:7: 'name' can't be 'Shop'. Allowed: How scenarios and reports call the site: the folder's "
                                + "name.",
                        "3:16: 'path' can't be 'shop'."));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void mistakesAreNamed(String yaml, List<String> messages) {
        InvalidConfiguration invalid = catchThrowableOfType(InvalidConfiguration.class, () -> read(yaml));
        assertThat(invalid.problems())
                .extracting(Problem::toString)
                .containsExactlyElementsOf(
                        messages.stream().map(message -> "site.yaml:" + message).toList());
    }

    private static Site shipped(String name) {
        return SiteReader.read(ShippedLibrary.PLAIN.site(name).orElseThrow());
    }

    private static Site read(String yaml) {
        return SiteReader.read(new Library.SiteFile("site.yaml", "/srv/shop", yaml));
    }

    private static Arguments row(String yaml, String... messages) {
        return Arguments.of(yaml, List.of(messages));
    }

    @ParameterizedTest
    @ValueSource(strings = {"n", "n_rows", "rows2", "n-rows", "N", "_n", "2n"})
    void theSchemaAndTheSiteAgreeOnNamesOfParameters(String name) {
        ThrowingCallable reading = () -> read(LEAST + "parameters: {" + name + ": 3}\n");
        ThrowingCallable making = () -> read(LEAST).withParameters(Map.of(name, 3L));
        if (catchThrowable(making) == null) {
            assertThatNoException().isThrownBy(reading);
        } else {
            assertThatExceptionOfType(InvalidConfiguration.class).isThrownBy(reading);
        }
    }

    @Test
    void anUnderscoreMayBeInTheNameOfAParameter() {
        assertThat(read(LEAST + "parameters: {n_rows: -3}\n").parameters()).isEqualTo(Map.of("n_rows", -3L));
    }

    @ParameterizedTest
    @ValueSource(strings = {"29 ms", "29ms", "0.029s", "29000us"})
    void timesAreWrittenAsInScenarios(String time) {
        Site site = read(LEAST + "parameters: {n: 3}\ncalibrate: {parameter: n, time: " + time + "}\n");
        assertThat(site.calibrate().orElseThrow().time()).isEqualTo(Duration.ofMillis(29));
        assertThat(read(LEAST + "nominal-time: " + time + "\n").nominal()).isEqualTo(Duration.ofMillis(29));
    }
}
