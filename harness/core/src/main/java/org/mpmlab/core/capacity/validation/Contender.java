package org.mpmlab.core.capacity.validation;

import java.util.List;
import java.util.Optional;
import org.mpmlab.core.capacity.model.Pool;
import org.mpmlab.core.stack.Composition;
import org.mpmlab.core.stack.Defaults;
import org.mpmlab.core.stack.Setting;
import org.mpmlab.core.stack.Settings;
import org.mpmlab.core.stack.Stack;

/**
 * Settings that are measured: the recommended ones, a peer's, the user's own.
 *
 * @param name a word to cite them by: a stack's name in the run
 * @param also other peers who say just the same, and are not measured twice
 * @param stack that they are for
 * @param settings what they say, without the programs' defaults
 * @param source who says so
 * @param notes what to know of them
 */
public record Contender(
        String name, List<String> also, Composition stack, Settings settings, String source, List<String> notes) {
    /** Longer than any load: how many connections can be held is a matter of the pool, how many there are, of time. */
    private static final int HELD_SECONDS = 3600;

    public Contender {
        also = List.copyOf(also);
        notes = List.copyOf(notes);
    }

    /** The name with those who say the same. */
    public String names() {
        return also.isEmpty() ? name : name + ", " + String.join(", ", also);
    }

    Pool pool() {
        return Pool.of(stack, Defaults.effective(stack, settings));
    }

    /** Whether an idle connection stays open at all. */
    boolean keepsAlive() {
        return pool().keepAlive();
    }

    /** Idle connections that its formula says it holds while nothing else is asked of it. */
    double holdsAtRest() {
        return pool().connectionsBeside(0);
    }

    /**
     * As it is measured.
     *
     * @param as the stack's name
     * @param holding whether idle connections are held beside the load, which no timeout may close meanwhile
     */
    Stack asStack(String as, boolean holding) {
        Settings measured = settings;
        if (holding && keepsAlive()) {
            Setting timeout = stack.fronted() ? Setting.KEEPALIVE_TIMEOUT : Setting.KEEP_ALIVE_TIMEOUT;
            measured = settings.with(timeout, HELD_SECONDS);
        }
        return new Stack(as, Optional.of(stack), measured, List.of(), Optional.empty(), Optional.empty());
    }
}
