package org.mpmlab.core.capacity.box;

import java.util.ArrayList;
import java.util.List;

/** Text cut into terms {@code key=value}, with their positions. */
final class Terms {

    /**
     * One term.
     *
     * @param key without blanks around it
     * @param value empty where there is none
     * @param line from 1
     * @param column from 1
     */
    record Term(String key, String value, int line, int column) {}

    private Terms() {}

    /** The terms between commas and line ends, comments left out. */
    static List<Term> of(String text) {
        List<Term> terms = new ArrayList<>();
        String[] lines = text.split("\\R", -1);
        for (int line = 0; line < lines.length; line++) {
            String content = lines[line].replaceFirst("#.*", "");
            int start = 0;
            for (String piece : content.split(",", -1)) {
                if (!piece.isBlank()) {
                    String stripped = piece.strip();
                    int equals = stripped.indexOf('=');
                    String key = equals < 0
                            ? stripped
                            : stripped.substring(0, equals).strip();
                    String value =
                            equals < 0 ? "" : stripped.substring(equals + 1).strip();
                    terms.add(new Term(key, value, line + 1, start + 1 + piece.indexOf(stripped)));
                }
                start += piece.length() + 1;
            }
        }
        return terms;
    }
}
