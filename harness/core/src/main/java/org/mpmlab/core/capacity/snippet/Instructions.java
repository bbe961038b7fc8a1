package org.mpmlab.core.capacity.snippet;

import java.util.List;

/**
 * How settings are applied on a platform.
 *
 * @param platform whose files and commands these are
 * @param snippets texts and where each goes
 * @param commands in their order, to run as root once the texts are in place; an MPM or ServerLimit changes with a
 *     restart only, so none of them reloads
 * @param notes what to know first, such as what was not verified
 */
public record Instructions(Platform platform, List<Snippet> snippets, List<String> commands, List<String> notes) {

    /**
     * A text.
     *
     * @param place the file, or where in the panel
     * @param text ends with a line end
     */
    public record Snippet(String place, String text) {}

    public Instructions {
        snippets = List.copyOf(snippets);
        commands = List.copyOf(commands);
        notes = List.copyOf(notes);
    }
}
