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

    /** Whether the result may be coloured. */
    static boolean colour() {
        return out() && coloursWanted();
    }

    /** Whether progress may be coloured. */
    static boolean progressColour() {
        return err() && coloursWanted();
    }

    /** Whether progress may be drawn over itself. */
    static boolean movesCursor() {
        return err() && !dumb();
    }

    private static boolean coloursWanted() {
        String unwanted = System.getenv("NO_COLOR");
        return (unwanted == null || unwanted.isEmpty()) && !dumb();
    }

    private static boolean dumb() {
        return "dumb".equals(System.getenv("TERM"));
    }

    static int columns() {
        return Integer.getInteger("mpmlab.columns", DEFAULT_COLUMNS);
    }

    private static boolean attached(String stream) {
        return List.of(System.getProperty("mpmlab.terminal", "").split(",", -1)).contains(stream);
    }
}
