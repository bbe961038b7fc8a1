package org.mpmlab.core.stack.configuration;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import org.mpmlab.core.stack.Setting;
import org.mpmlab.core.stack.Setting.Place;
import org.mpmlab.core.stack.Settings;

/** Configuration text as it grows, indented by its sections. Not for sharing between threads. */
final class Directives {
    private final StringBuilder text = new StringBuilder();
    private final Deque<String> closings = new ArrayDeque<>();

    Directives line(String line) {
        text.append("    ".repeat(closings.size())).append(line).append('\n');
        return this;
    }

    Directives comment(String comment) {
        return line("# " + comment);
    }

    Directives open(String opening, String closing) {
        line(opening);
        closings.push(closing);
        return this;
    }

    /** An httpd section such as {@code <Directory "/x">}; the argument is quoted. */
    Directives section(String name, String argument) {
        return open("<" + name + " " + quoted(argument) + ">", "</" + name + ">");
    }

    /** An nginx block. */
    Directives block(String head) {
        return open(head + " {", "}");
    }

    Directives close() {
        String closing = closings.pop();
        return line(closing);
    }

    /** Those of the settings that belong to one of these places, in a fixed order, as "directive value". */
    Directives settings(Settings settings, Set<Place> places, String separator, String end) {
        settings.values().forEach((setting, value) -> {
            if (places.contains(setting.place())) {
                line(setting.directive() + separator + value + end);
            }
        });
        return this;
    }

    /** Likewise, without these. */
    Directives settings(Settings settings, Place place, Set<Setting> without, String separator, String end) {
        settings.values().forEach((setting, value) -> {
            if (setting.place() == place && !without.contains(setting)) {
                line(setting.directive() + separator + value + end);
            }
        });
        return this;
    }

    String text() {
        if (!closings.isEmpty()) {
            throw new IllegalStateException("not closed: " + closings);
        }
        return text.toString();
    }

    /**
     * A word of the user's own, safe within double quotes in httpd's and nginx's configuration.
     *
     * @throws IllegalArgumentException if it has characters that those would take for something else
     */
    static String quoted(String word) {
        if (!word.matches("[^\\x00-\\x1f\\x7f\"\\\\$%{};#]*")) {
            throw new IllegalArgumentException(
                    "'" + word + "' has characters that can't be written into a server's configuration");
        }
        return "\"" + word + "\"";
    }
}
