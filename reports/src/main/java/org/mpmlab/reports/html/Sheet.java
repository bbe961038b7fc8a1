package org.mpmlab.reports.html;

import java.util.List;
import org.mpmlab.reports.chart.Picture;

/**
 * What the one page's template is given.
 *
 * @param title of the document
 * @param question what was to be found out
 * @param answer in one or two sentences
 * @param pictures one, or none where there is nothing to draw
 * @param toDo what follows
 * @param howSure what it rests on
 * @param style the style sheet, trusted
 * @param run the run's id
 */
public record Sheet(
        String title,
        String question,
        String answer,
        List<Picture> pictures,
        List<String> toDo,
        List<String> howSure,
        String style,
        String run) {}
