package org.mpmlab.core.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mpmlab.core.run.Json;

class SettingsTest {
    @Property(tries = 200)
    void theySurviveTheJourneyThroughJson(@ForAll("settings") Settings settings) throws Exception {
        String json = Json.MAPPER.writeValueAsString(settings);
        assertThat(Json.MAPPER.readValue(json, Settings.class)).isEqualTo(settings);
    }

    @Property(tries = 100)
    void othersOverrideAndTheRestStays(@ForAll("settings") Settings base, @ForAll("settings") Settings others) {
        Settings both = base.overriddenBy(others);
        for (Setting setting : Setting.values()) {
            assertThat(both.get(setting)).isEqualTo(others.get(setting).or(() -> base.get(setting)));
        }
    }

    @Test
    void theyAreWrittenByTheirOwnNames() throws Exception {
        assertThat(Json.MAPPER.writeValueAsString(
                        Settings.NONE.with(Setting.PM, "dynamic").with(Setting.THREADS_PER_CHILD, 25)))
                .isEqualTo("{\"ThreadsPerChild\":\"25\",\"pm\":\"dynamic\"}");
    }

    @ParameterizedTest
    @CsvSource({"KeepAlive, on, On", "KeepAlive, false, Off", "KeepAliveTimeout, 5 s, 5", "pm, Static, static"})
    void valuesAreWrittenAsTheProgramsHaveThem(String directive, String written, String canonical) {
        Setting setting = Setting.named(directive).orElseThrow();
        assertThat(Settings.of(Map.of(directive, written)).get(setting)).contains(canonical);
    }

    @Test
    void whatIsNoSettingIsSaid() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.of(Map.of("ThreadsPerChilds", 3)))
                .withMessage("'ThreadsPerChilds' is no setting");
    }

    @Provide
    Arbitrary<Settings> settings() {
        List<Setting> all = Arrays.asList(Setting.values());
        Arbitrary<Set<Setting>> some = Arbitraries.of(all).set().ofMaxSize(10);
        return some.map(chosen -> {
            Settings settings = Settings.NONE;
            for (Setting setting : chosen) {
                settings = switch (setting.kind()) {
                    case COUNT, SECONDS -> settings.with(setting, 64);
                    case SWITCH -> settings.with(setting, "On");
                    case WORD -> settings.with(setting, "dynamic");
                };
            }
            return settings;
        });
    }
}
