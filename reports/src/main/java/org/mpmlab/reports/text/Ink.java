package org.mpmlab.reports.text;

/** Emphasis on a terminal, as escape sequences of ECMA-48 (SGR). */
public enum Ink {
    BOLD(1),
    DIM(2),
    RED(31),
    GREEN(32),
    YELLOW(33);

    private static final String RESET = "\u001b[0m";

    private final String begin;

    Ink(int parameter) {
        this.begin = "\u001b[" + parameter + "m";
    }

    /**
     * A text in this ink.
     *
     * @param colour whether the terminal takes escape sequences; else the text stays as it is
     */
    public String on(String text, boolean colour) {
        return colour ? begin + text + RESET : text;
    }
}
