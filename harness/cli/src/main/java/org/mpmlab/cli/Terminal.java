package org.mpmlab.cli;

import java.util.List;

/** Whether a person looks on, as the launcher found it: Java can tell that of neither stream by itself. */
final class Terminal {
    private static final int DEFAULT_COLUMNS = 120;

    private Terminal() {}

    /** Whether what is printed as the result goes to a terminal. */
    static boolean out() {
        return attached("out");
    }

    /** Whether progress and messages go to a terminal. */
    static boolean err() {
        return attached("err");
    }

    static boolean colour() {
        return out() && System.getenv("NO_COLOR") == null && !"dumb".equals(System.getenv("TERM"));
    }

    static int columns() {
        return Integer.getInteger("mpmlab.columns", DEFAULT_COLUMNS);
    }

    private static boolean attached(String stream) {
        return List.of(System.getProperty("mpmlab.terminal", "").split(",", -1)).contains(stream);
    }
}
