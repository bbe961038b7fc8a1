package org.mpmlab.reports.chart;

import java.awt.Color;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The colours of every picture, on light and on dark paper. JFreeChart draws with {@link #marker}, a colour that stands
 * for the ink and that nobody sees: {@link Svg} turns it into a class, and the page's style sheet into the real colour.
 *
 * <p>The series are Okabe and Ito's colours, which colour-blind readers can tell apart, darkened or lightened to stand
 * out from the paper at 3:1 or better (WCAG 2.2, 1.4.11).
 */
public enum Ink {
    PAPER(1, "#ffffff", "#14171c"),
    TEXT(2, "#1d2430", "#e7eaf0"),
    MUTED(3, "#566173", "#a5b0c2"),
    GRID(4, "#dfe4ec", "#2f3642"),
    FAINT(5, "#c3cbd8", "#4a5568"),
    SERIES_1(6, "#0068b0", "#63b3f0"),
    SERIES_2(7, "#c24a00", "#ff9a57"),
    SERIES_3(8, "#00795a", "#37c99b"),
    SERIES_4(9, "#a3448a", "#e893cf"),
    SERIES_5(10, "#8a6a00", "#e6c04a"),
    SERIES_6(11, "#4b56b8", "#a3acff"),
    SERIES_7(12, "#a8323e", "#ff8d94"),
    SERIES_8(13, "#4f5b6b", "#b4c0d0");

    /** The inks that tell series apart, the most different first. */
    public static final List<Ink> SERIES =
            List.of(SERIES_1, SERIES_2, SERIES_3, SERIES_4, SERIES_5, SERIES_6, SERIES_7, SERIES_8);

    private static final int RED = 254;

    private final int mark;
    private final String light;
    private final String dark;

    Ink(int mark, String light, String dark) {
        this.mark = mark;
        this.light = light;
        this.dark = dark;
    }

    /** What to draw with. */
    public Color marker() {
        return new Color(RED, 1, mark);
    }

    /** See-through by 0 (clear) to 1 (solid). */
    public Color marker(double opacity) {
        return new Color(RED, 1, mark, (int) Math.round(opacity * 255));
    }

    /** The ink that an SVG colour such as {@code rgb(254,1,3)} stands for. */
    static Optional<Ink> of(String svgColour) {
        return Arrays.stream(values())
                .filter(ink -> svgColour.equals("rgb(" + RED + ",1," + ink.mark + ")"))
                .findFirst();
    }

    /** The word in class and variable names, such as {@code series-1}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** On light paper and in print, as {@code #rrggbb}. */
    public String light() {
        return light;
    }

    /** On dark paper. */
    public String dark() {
        return dark;
    }

    /** The style sheet's variables: light, dark where the reader's system asks for it, light in print. */
    public static String css() {
        StringBuilder css = new StringBuilder();
        css.append(":root{color-scheme:light dark;").append(variables(false)).append("}\n");
        css.append("@media screen and (prefers-color-scheme:dark){:root{")
                .append(variables(true))
                .append("}}\n");
        for (Ink ink : values()) {
            css.append(".f-%1$s{fill:var(--%1$s)}.s-%1$s{stroke:var(--%1$s)}.k-%1$s{color:var(--%1$s)}%n"
                    .formatted(ink.word()));
        }
        return css.toString();
    }

    private static String variables(boolean onDark) {
        StringBuilder variables = new StringBuilder();
        for (Ink ink : values()) {
            variables
                    .append("--")
                    .append(ink.word())
                    .append(':')
                    .append(onDark ? ink.dark : ink.light)
                    .append(';');
        }
        return variables.toString();
    }
}
