package org.mpmlab.reports.html;

import java.util.List;
import org.mpmlab.reports.page.Section;

/**
 * What the page's template is given.
 *
 * @param title of the document
 * @param subtitle one line below it
 * @param notices what a reader must know before anything else, such as that the run is not finished
 * @param style the style sheet, trusted
 * @param sections in order; the first is the answer
 * @param made what made it
 */
public record Document(
        String title, String subtitle, List<String> notices, String style, List<Section> sections, String made) {}
