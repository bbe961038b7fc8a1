package org.mpmlab.cli;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One line that tells how far a run is and never outgrows the terminal. Too narrow, it leaves out first how the server
 * answers, then the block, then the bar, and last cuts off the cell's name; how many cells count and the time left
 * stay. Safe for one thread that tells and another that draws.
 */
final class ProgressLine {
    private static final int WIDEST_BAR = 24;
    private static final int NARROWEST_BAR = 6;
    private static final String COLOUR = "\033[33m";
    private static final String NO_COLOUR = "\033[0m";

    private final int width;
    private final boolean coloured;
    private String place = "";
    private String cell = "";
    private String answers = "";
    private String left = "";
    private String verdict = "";

    /** A line for a terminal of so many columns; the last one stays free, as some terminals wrap when it is filled. */
    ProgressLine(int columns, boolean coloured) {
        this.width = Math.max(1, columns - 1);
        this.coloured = coloured;
    }

    /** What is being measured. */
    synchronized void tell(String place, String cell, String answers) {
        this.place = place;
        this.cell = cell;
        this.answers = answers;
    }

    synchronized void outlook(String left, String verdict) {
        this.left = left;
        this.verdict = verdict;
    }

    synchronized String render(long done, long all) {
        String count = done + "/" + all;
        String end = joined(", ", verdict, left);
        int narrow = NARROWEST_BAR + 2 + 1;
        for (String what : List.of(joined(" ", place, cell, answers), joined(" ", place, cell), cell)) {
            String text = joined("  ", count, what, end);
            if (text.length() + narrow <= width) {
                int cells = Math.min(WIDEST_BAR, width - text.length() - 3);
                return bar(cells, done, all) + " " + text;
            }
        }
        int room = width - joined("  ", count, "", end).length() - 2;
        String cut = room >= cell.length() ? cell : room < 2 ? "" : cell.substring(0, room - 1) + "~";
        String text = joined("  ", count, cut, end);
        return text.substring(0, Math.min(width, text.length()));
    }

    private String bar(int cells, long done, long all) {
        int full = all == 0 ? cells : (int) (cells * Math.min(done, all) / all);
        return coloured
                ? COLOUR + "\u2595" + "\u2588".repeat(full) + " ".repeat(cells - full) + "\u258f" + NO_COLOUR
                : "[" + "=".repeat(full) + " ".repeat(cells - full) + "]";
    }

    private static String joined(String separator, String... parts) {
        return Stream.of(parts).filter(part -> !part.isEmpty()).collect(Collectors.joining(separator));
    }
}
