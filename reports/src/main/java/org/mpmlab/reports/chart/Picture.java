package org.mpmlab.reports.chart;

/**
 * A picture for a page.
 *
 * @param id unique in the page; every id inside begins with it
 * @param caption what is shown, to a reader who sees the headings above
 * @param title what is shown, to a reader who does not
 * @param description what a reader who cannot see it should know
 * @param svg an {@code svg} element, well-formed, safe to put into HTML as it is
 * @param wide whether it takes the page's whole width
 */
public record Picture(String id, String caption, String title, String description, String svg, boolean wide) {

    /** The same picture under fewer words. */
    public Picture captioned(String shorter) {
        return new Picture(id, shorter, title, description, svg, wide);
    }
}
