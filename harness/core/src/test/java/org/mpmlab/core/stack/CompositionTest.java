package org.mpmlab.core.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.mpmlab.core.run.Json;

class CompositionTest {
    static Iterable<Composition> all() {
        return Compatibility.all();
    }

    @ParameterizedTest
    @MethodSource("all")
    void aNameLeadsBackToItsComposition(Composition parts) throws Exception {
        assertThat(Composition.parse(parts.name())).isEqualTo(parts);
        assertThat(Json.MAPPER.readValue(Json.MAPPER.writeValueAsString(parts), Composition.class))
                .isEqualTo(parts);
    }

    @Test
    void namesReadAsPeopleWriteThem() {
        assertThat(Composition.apache(Mpm.EVENT, PhpMode.FPM)).hasToString("event+fpm");
        assertThat(Composition.apache(Mpm.PREFORK, PhpMode.MOD_PHP).behindNginx())
                .hasToString("prefork+mod_php+nginx");
        assertThat(Composition.nginx()).hasToString("nginx+fpm");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "event; write MPM+PHP",
                "event+fpm+caddy; write MPM+PHP",
                "event+fpm+nginx+x; write MPM+PHP",
                "evnt+fpm; 'evnt' in 'evnt+fpm' is no MPM: prefork, itk, worker or event",
                "event+fmp; 'fmp' in 'event+fmp' is no PHP mode: mod_php, cgi, fcgid or fpm",
                "nginx+cgi; nginx by itself runs PHP through PHP-FPM only",
            })
    void whatIsNoNameIsSaid(String name, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Composition.parse(name))
                .withMessageContaining(message);
    }
}
