package org.mpmlab.reports.markdown;

import java.util.List;
import org.mpmlab.reports.words.Clean;

/** Text from outside as Markdown that shows it and does nothing else, as GitHub and GitLab read it. */
public final class Markdown {
    private Markdown() {}

    /** Text on one line, nothing of it markup: HTML as entities, Markdown's own characters behind backslashes. */
    public static String text(String text) {
        return Clean.line(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replaceAll("([\\\\`*_{}\\[\\]#|~!@])", "\\\\$1")
                .replace("://", ":&#8203;//");
    }

    /** Longer fences than any run of backticks inside, as CommonMark has it (6.1). */
    static String code(String text) {
        String line = Clean.line(text);
        String fence = "`";
        while (line.contains(fence)) {
            fence += "`";
        }
        return fence + " " + line + " " + fence;
    }

    /** A table's row of cells that are Markdown already. */
    public static void row(StringBuilder out, List<String> cells) {
        out.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }
}
