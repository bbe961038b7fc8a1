package org.mpmlab.core.stack.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mpmlab.core.stack.Composition;
import org.mpmlab.core.stack.Stack;
import org.mpmlab.core.stack.Stack.ExtraConfiguration;
import org.mpmlab.core.stack.Stack.ExtraConfiguration.Place;

/** A stack's own php.ini lies where that stack's PHP looks for it, in the container that runs PHP, and nowhere else. */
class PhpIniTest {

    @ParameterizedTest
    @CsvSource({
        "prefork+mod_php, apache2, HTTPD",
        "prefork+cgi, cgi, HTTPD",
        "event+fcgid, cgi, HTTPD",
        "event+fpm, fpm, HTTPD",
        "nginx+fpm, fpm, NGINX",
        "event+fpm+nginx, fpm, HTTPD",
    })
    void itIsReadByThePhpThatTheStackRuns(String stack, String sapi, ServerContainer.Image image) {
        Stack own = Stack.of(Composition.parse(stack))
                .with(new ExtraConfiguration(Place.PHP, "a.ini", "a = 1\n"))
                .with(new ExtraConfiguration(Place.PHP, "b.ini", "b = 1\n"));
        List<ServerContainer> containers = ServerConfiguration.of(own, List.of(), 1, 2);
        assertThat(containers.stream()
                        .filter(container -> container.files().stream()
                                .anyMatch(file -> file.path().startsWith("/etc/php/")))
                        .map(ServerContainer::image))
                .containsExactly(image);
        assertThat(containers.stream().flatMap(container -> container.files().stream()))
                .contains(
                        new ConfigurationFile("/etc/php/8.4/" + sapi + "/conf.d/99-own-00.ini", "a = 1\n"),
                        new ConfigurationFile("/etc/php/8.4/" + sapi + "/conf.d/99-own-01.ini", "b = 1\n"))
                .noneMatch(file -> file.text().contains("Include \"/etc/php"));
    }
}
