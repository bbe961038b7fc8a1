package org.mpmlab.core.capacity.current;

import java.util.List;
import org.mpmlab.core.stack.Composition;
import org.mpmlab.core.stack.SettingRules;
import org.mpmlab.core.stack.Settings;

/**
 * What a user's own configuration says.
 *
 * @param stack that it is for
 * @param settings those that mpmlab knows, as the programs read them
 * @param ignored directives that it doesn't know or that don't reach the whole server, in their order
 * @param corrections what httpd would correct and PHP-FPM refuse of them
 */
public record CurrentSettings(
        Composition stack, Settings settings, List<Ignored> ignored, List<SettingRules.Violation> corrections) {

    /**
     * A directive that was passed over.
     *
     * @param source the file as the user named it
     * @param line from 1
     * @param directive its name
     * @param reason why, in words
     */
    public record Ignored(String source, int line, String directive, String reason) {
        @Override
        public String toString() {
            return source + ":" + line + ": " + directive + ": " + reason;
        }
    }

    public CurrentSettings {
        ignored = List.copyOf(ignored);
        corrections = List.copyOf(corrections);
    }
}
