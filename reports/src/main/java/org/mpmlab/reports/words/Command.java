package org.mpmlab.reports.words;

import java.util.List;
import java.util.stream.Collectors;

/** Command lines to copy. */
public final class Command {
    private Command() {}

    /** A line for a POSIX shell; words that a shell would take apart are quoted. */
    public static String line(List<String> words) {
        String first = words.isEmpty() ? "" : words.get(0);
        String launcher = first.endsWith("/mpmlab") ? "" : first.equals("mpmlab") ? "./" : "./mpmlab ";
        return launcher + words.stream().map(Command::quoted).collect(Collectors.joining(" "));
    }

    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9_./:=,+@%-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
