package org.mpmlab.core.capacity.profile;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.mpmlab.core.capacity.model.Profile;
import org.mpmlab.core.stack.Composition;

/**
 * What a run tells of a stack.
 *
 * @param stack with an MPM
 * @param profile empty where something is missing without which nothing can be planned
 * @param missing what that is, and how to measure it; empty where there is a profile
 * @param assumed what was not measured either, but taken for granted: what, and how to measure it
 */
public record Measured(Composition stack, Optional<Profile> profile, List<String> missing, List<String> assumed) {
    public Measured {
        missing = List.copyOf(missing);
        assumed = List.copyOf(assumed);
        if (profile.isPresent() != missing.isEmpty()) {
            throw new IllegalArgumentException("a stack has a profile, or something is missing for it");
        }
    }

    /** The same with another profile. */
    Measured with(Profile other) {
        return new Measured(stack, Optional.of(other), missing, assumed);
    }

    /** The same with one thing more that was taken for granted. */
    Measured assuming(String sentence) {
        return new Measured(
                stack,
                profile,
                missing,
                Stream.concat(assumed.stream(), Stream.of(sentence)).toList());
    }
}
