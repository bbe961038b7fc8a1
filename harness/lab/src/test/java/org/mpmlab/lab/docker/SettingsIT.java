package org.mpmlab.lab.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mpmlab.core.site.Site;
import org.mpmlab.core.stack.Compatibility;
import org.mpmlab.core.stack.Composition;
import org.mpmlab.core.stack.Defaults;
import org.mpmlab.core.stack.SettingRules;
import org.mpmlab.core.stack.Settings;
import org.mpmlab.core.stack.Stack;
import org.mpmlab.lab.LabForTests;

/** What {@link SettingRules} says of settings, the real servers say too. */
class SettingsIT {
    private final LabForTests lab = LabForTests.shared();
    private final Site hello = lab.site("hello");

    @TestFactory
    Stream<DynamicTest> theServersAcceptWhatTheLabWrites() {
        return Compatibility.valid().stream()
                .map(parts -> dynamicTest("the servers of " + parts + " accept the lab's configuration", () -> {
                    assertThat(SettingRules.check(parts, Defaults.effective(parts, Settings.NONE)))
                            .isEmpty();
                    Servers.Check check = lab.servers().check(Stack.of(parts), List.of(hello));
                    assertThat(check.accepted()).as(check.said()).isTrue();
                    assertThat(check.said()).doesNotContain("AH005", "WARNING");
                }));
    }

    static Stream<Arguments> corrections() {
        return Stream.of(
                Arguments.of("event+fpm", "AH00507", Map.of("ThreadsPerChild", 100, "MaxRequestWorkers", 400)),
                Arguments.of("event+fpm", "AH00511", Map.of("ThreadsPerChild", 50, "MaxRequestWorkers", 25)),
                Arguments.of("event+fpm", "AH00513", Map.of("ThreadsPerChild", 25, "MaxRequestWorkers", 110)),
                Arguments.of("worker+fpm", "AH00310", Map.of("ThreadsPerChild", 100, "MaxRequestWorkers", 400)),
                Arguments.of("worker+fpm", "AH00314", Map.of("ThreadsPerChild", 50, "MaxRequestWorkers", 25)),
                Arguments.of("worker+fpm", "AH00316", Map.of("ThreadsPerChild", 25, "MaxRequestWorkers", 110)),
                Arguments.of("worker+fpm", "AH00318", Map.of("ThreadsPerChild", 25, "MaxRequestWorkers", 800)),
                Arguments.of("worker+fpm", "AH00300", Map.of("ServerLimit", 30000)),
                Arguments.of("event+fpm", "AH00497", Map.of("ServerLimit", 30000)),
                Arguments.of("event+fpm", "AH00515", Map.of("ThreadsPerChild", 25, "MaxRequestWorkers", 800)),
                Arguments.of("prefork+fpm", "AH00180", Map.of("MaxRequestWorkers", 400)));
    }

    @ParameterizedTest(name = "{0} {2} is corrected under {1}")
    @MethodSource("corrections")
    void httpdCorrectsWhatTheRulesRefuse(String name, String code, Map<String, Integer> settings) {
        Composition parts = Composition.parse(name);
        Settings own = Settings.of(settings);
        assertThat(SettingRules.check(parts, Defaults.effective(parts, own)))
                .extracting(SettingRules.Violation::code)
                .contains(code);
        Servers.Check check = lab.servers().check(Stack.of(parts).withSettings(own), List.of(hello));
        assertThat(check.said()).contains(code);
    }

    @ParameterizedTest(name = "FPM refuses {0}")
    @MethodSource("refusedPools")
    void fpmRefusesWhatTheRulesRefuse(Map<String, String> settings) {
        Composition parts = Composition.parse("event+fpm");
        Settings own = Settings.of(settings);
        assertThat(SettingRules.check(parts, Defaults.effective(parts, own)))
                .extracting(SettingRules.Violation::code)
                .contains("FPM");
        Servers.Check check = lab.servers().check(Stack.of(parts).withSettings(own), List.of(hello));
        assertThat(check.accepted()).as(check.said()).isFalse();
    }

    static Stream<Map<String, String>> refusedPools() {
        return Stream.of(
                Map.of("pm", "dynamic", "pm.max_children", "5", "pm.max_spare_servers", "9"),
                Map.of(
                        "pm",
                        "dynamic",
                        "pm.max_children",
                        "9",
                        "pm.min_spare_servers",
                        "4",
                        "pm.max_spare_servers",
                        "3"),
                Map.of("pm", "dynamic", "pm.max_children", "9", "pm.start_servers", "8"));
    }
}
