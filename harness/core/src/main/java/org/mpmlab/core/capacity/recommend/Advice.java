package org.mpmlab.core.capacity.recommend;

import java.util.List;
import java.util.Optional;
import org.mpmlab.core.stack.Composition;

/**
 * The answer to a target.
 *
 * @param recommendation empty if no stack can serve the needs within the memory
 * @param rejections stacks that can't be had, can't serve the needs or don't fit, each with the reason
 */
public record Advice(Optional<Recommendation> recommendation, List<Rejection> rejections) {

    /**
     * A stack that is out of the question.
     *
     * @param reason a sentence
     */
    public record Rejection(Composition stack, String reason) {}

    public Advice {
        rejections = List.copyOf(rejections);
    }
}
