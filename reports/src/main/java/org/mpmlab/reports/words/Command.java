package org.mpmlab.reports.words;

import java.util.List;
import java.util.stream.Collectors;

/** Command lines to copy. */
public final class Command {
    private Command() {}

    /** A line for a POSIX shell; words that a shell would take apart are quoted. */
    public static String line(List<String> words) {
        boolean named = !words.isEmpty() && words.get(0).endsWith("mpmlab");
        return (named ? "" : "./mpmlab ") + words.stream().map(Command::quoted).collect(Collectors.joining(" "));
    }

    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9_./:=,+@%-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
