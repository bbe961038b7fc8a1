package org.mpmlab.reports.words;

import java.util.function.IntPredicate;

/**
 * Text from outside without what breaks the place it is put into. Every character that has to go leaves U+FFFD, so that
 * one sees that something was there.
 */
public final class Clean {
    private static final int REPLACEMENT = 0xfffd;

    private Clean() {}

    /** On one line: line breaks and tabs become spaces, and nothing is left that steers a terminal. */
    public static String line(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> c == '\t' || c == '\n' || c == '\r' || c == 0x2028 || c == 0x2029 ? ' ' : c)
                .map(c -> unsafe(c) || steersDirection(c) ? REPLACEMENT : c)
                .forEach(clean::appendCodePoint);
        return clean.toString();
    }

    /** Over several lines: as a file in UTF-8 and XML 1.0 (2.2) can hold it. */
    public static String text(String text) {
        IntPredicate broken = c -> c != '\t' && c != '\n' && c != '\r' && (unsafe(c) || steersDirection(c));
        if (text.codePoints().noneMatch(broken)) {
            return text;
        }
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().map(c -> broken.test(c) ? REPLACEMENT : c).forEach(clean::appendCodePoint);
        return clean.toString();
    }

    /** Controls, halves of surrogate pairs, and what is no character. */
    private static boolean unsafe(int c) {
        return c < ' ' || (c >= 0x7f && c < 0xa0) || (c >= 0xd800 && c < 0xe000) || (c & 0xfffe) == 0xfffe;
    }

    /** Marks that turn the text after them around (Unicode's explicit formatting, UAX 9). */
    private static boolean steersDirection(int c) {
        return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
    }
}
