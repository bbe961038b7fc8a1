package org.mpmlab.reports.text;

import org.mpmlab.reports.words.Words;

/** How many columns of a terminal a text takes. */
public final class Width {
    private Width() {}

    /** Wide for East Asian and emoji characters, none for marks that join to the one before. */
    public static int of(String text) {
        return text.codePoints().map(Width::of).sum();
    }

    private static int of(int c) {
        int type = Character.getType(c);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        boolean wide = (c >= 0x1100 && c <= 0x115f)
                || (c >= 0x2e80 && c <= 0xa4cf)
                || (c >= 0xac00 && c <= 0xd7a3)
                || (c >= 0xf900 && c <= 0xfaff)
                || (c >= 0xfe30 && c <= 0xfe6f)
                || (c >= 0xff00 && c <= 0xff60)
                || (c >= 0x1f300 && c <= 0x1faff)
                || (c >= 0x20000 && c <= 0x3fffd);
        return wide ? 2 : 1;
    }

    /** At most so many columns. */
    public static String fit(String text, int columns) {
        int most = Math.max(1, columns);
        String fitted = text;
        for (int length = most; of(fitted) > most && length > 0; length--) {
            fitted = Words.shorten(text, length);
        }
        return fitted;
    }

    public static String left(String text, int columns) {
        return text + " ".repeat(Math.max(0, columns - of(text)));
    }

    public static String right(String text, int columns) {
        return " ".repeat(Math.max(0, columns - of(text))) + text;
    }
}
