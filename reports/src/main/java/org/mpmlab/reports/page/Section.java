package org.mpmlab.reports.page;

import java.util.List;

/**
 * A part of a report that answers one question.
 *
 * @param id unique in the report; its address within the page
 * @param title the heading
 * @param meaning one sentence, worked out from the data: what this part means for the reader
 * @param howToRead what the pictures and columns show, for someone who sees them for the first time; empty for none
 * @param blocks what it shows, in order
 */
public record Section(String id, String title, String meaning, String howToRead, List<Block> blocks) {
    public Section {
        blocks = List.copyOf(blocks);
    }
}
