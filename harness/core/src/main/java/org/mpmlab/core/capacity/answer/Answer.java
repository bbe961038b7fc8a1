package org.mpmlab.core.capacity.answer;

import java.util.List;
import java.util.Optional;
import org.mpmlab.core.capacity.box.Target;
import org.mpmlab.core.capacity.profile.Measured;
import org.mpmlab.core.capacity.recommend.Advice;
import org.mpmlab.core.capacity.snippet.Instructions;

/**
 * What {@code recommend} says of a run, and stores as {@code recommendation.json}.
 *
 * @param schema the file's version, {@link #SCHEMA}
 * @param run the id of the run that it rests on
 * @param site of it
 * @param target what was asked
 * @param measured what the run tells of each stack
 * @param advice the recommendation and what is out of the question
 * @param arms other settings of the recommended stack, by the model
 * @param instructions the recommendation as a platform wants it; empty where none was asked for
 */
public record Answer(
        int schema,
        String run,
        String site,
        Target target,
        List<Measured> measured,
        Advice advice,
        List<Arm> arms,
        Optional<Instructions> instructions) {
    public static final int SCHEMA = 1;

    public Answer {
        measured = List.copyOf(measured);
        arms = List.copyOf(arms);
    }
}
