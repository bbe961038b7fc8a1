package org.mpmlab.reports.markdown;

import java.util.List;
import org.mpmlab.reports.words.Clean;

/** Text from outside as Markdown that shows it and does nothing else, as GitHub and GitLab read it. */
public final class Markdown {
    private Markdown() {}

    /**
     * Text on one line, nothing of it markup wherever it stands, at the beginning of a paragraph too: HTML as entities,
     * Markdown's own characters behind backslashes. Without blanks around it, four of which would make it code.
     */
    public static String text(String text) {
        String inert = Clean.line(text)
                .strip()
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replaceAll("([\\\\`*_{}\\[\\]#|~!@])", "\\\\$1");
        return unlisted(unlinked(inert));
    }

    /**
     * Addresses, mentions and numbers of issues: GitHub looks for them once it has taken the backslashes away. A blank
     * of no width after their first sign keeps them from being links.
     */
    private static String unlinked(String text) {
        return text.replaceAll("(:(?=//)|(?i:www)(?=\\.)|@|#(?=[0-9]))", "$1&#8203;");
    }

    /** What at the beginning of a line is a list's or a rule's. */
    private static String unlisted(String text) {
        return text.replaceAll("^([-+])", "\\\\$1").replaceAll("^([0-9]{1,9})([.)])(?= |$)", "$1\\\\$2");
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
