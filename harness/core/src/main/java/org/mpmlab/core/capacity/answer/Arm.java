package org.mpmlab.core.capacity.answer;

import java.util.List;
import org.mpmlab.core.capacity.model.Assessment;
import org.mpmlab.core.stack.Settings;

/**
 * Settings that the recommended ones are compared to.
 *
 * @param name a word to cite them by
 * @param settings what they say, without the programs' defaults
 * @param source who says so
 * @param notes what to know of them
 * @param assessment what the model says of them on the target
 */
public record Arm(String name, Settings settings, String source, List<String> notes, Assessment assessment) {
    public Arm {
        notes = List.copyOf(notes);
    }
}
