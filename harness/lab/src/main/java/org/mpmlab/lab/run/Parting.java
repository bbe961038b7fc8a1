package org.mpmlab.lab.run;

import java.util.Map;
import org.mpmlab.core.plan.Plan;
import org.mpmlab.lab.docker.RunningStack;

/** Looks at the servers of a step once it is measured, before they are gone. */
public interface Parting {
    /** Nothing is to be seen. */
    Parting NONE = (step, running) -> {};

    /**
     * A step was measured and written.
     *
     * @param running those of its stacks that stand, by name
     */
    void look(Plan.Step step, Map<String, RunningStack> running) throws InterruptedException;
}
