package org.mpmlab.gatling;

import org.mpmlab.core.load.GeneratorKind;
import org.mpmlab.core.load.Load;
import org.mpmlab.core.load.Target;

/** What Gatling cannot do, said before anything is sent. */
final class Terms {
    private Terms() {}

    /**
     * Looks a load over.
     *
     * @throws IllegalArgumentException if Gatling cannot carry it out as it is asked for, saying what, why, and what to
     *     do instead
     */
    static void check(Load load) {
        GeneratorKind.GATLING
                .refusal(load.protocol(), load.arrival(), load.connections(), load.idle(), load.journey())
                .ifPresent(refusal -> {
                    throw new IllegalArgumentException(refusal.words());
                });
        for (Target target : load.targets()) {
            if (load.journey().isPresent()
                    && (!target.method().equals("GET") || target.body().isPresent())) {
                throw new IllegalArgumentException("a journey begins with getting a page, so " + target.name()
                        + " can't be asked by " + target.method()
                        + " or with a body; use a GET without one, or no journey");
            }
        }
    }
}
