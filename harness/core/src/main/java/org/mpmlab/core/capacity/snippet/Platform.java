package org.mpmlab.core.capacity.snippet;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Distributions and control panels whose files and commands are known. */
public enum Platform {
    DEBIAN("Debian or Ubuntu"),
    RHEL("RHEL and its like"),
    CPANEL("cPanel with EasyApache 4"),
    PLESK("Plesk"),
    ISPMANAGER("ISPmanager"),
    DIRECTADMIN("DirectAdmin with CustomBuild");

    private final String title;

    Platform(String title) {
        this.title = title;
    }

    /** The word that users write. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String title() {
        return title;
    }

    /** The platform of this word. */
    public static Optional<Platform> named(String word) {
        return Arrays.stream(values())
                .filter(platform -> platform.word().equals(word))
                .findFirst();
    }

    /** Every word, for messages. */
    public static List<String> words() {
        return Arrays.stream(values()).map(Platform::word).toList();
    }
}
