package org.mpmlab.lab.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mpmlab.core.load.LoadProgress;
import org.mpmlab.core.plan.Plan;
import org.mpmlab.core.run.Observations;
import org.mpmlab.core.run.Sample;
import org.mpmlab.lab.observe.Detail;
import org.mpmlab.lab.observe.ServerObserver;

/** What is seen of servers while a load runs. */
interface Watch {
    void begin();

    /** What was seen, by the stacks' names. */
    Map<String, Observations> end();

    /** The servers are watched from the end of the warm-up, when they have nothing to do, to the last answer. */
    default LoadProgress during(Plan.Step step, RunListener listener) {
        return new LoadProgress() {
            @Override
            public void at(Moment now) {
                listener.loading(step, now);
            }

            @Override
            public void measuring() {
                begin();
            }
        };
    }

    /** One stack, all the time. */
    final class Gaze implements Watch {
        private final ServedStack stack;

        Gaze(ServedStack stack) {
            this.stack = stack;
        }

        @Override
        public void begin() {
            stack.observer().start(ServerObserver.DEFAULT_TICK);
        }

        @Override
        public Map<String, Observations> end() {
            return Map.of(stack.name(), stack.observer().stop());
        }
    }

    /**
     * Many stacks, before and after: looking at them in between would disturb the very moments they share, and their
     * PSS would depend on how many of them are up.
     */
    final class Glances implements Watch {
        private final List<ServedStack> stacks;
        private final Map<String, Sample> before = new LinkedHashMap<>();

        Glances(List<ServedStack> stacks) {
            this.stacks = stacks;
        }

        @Override
        public void begin() {
            stacks.forEach(stack -> before.put(stack.name(), stack.observer().look(Detail.STATUS)));
        }

        @Override
        public Map<String, Observations> end() {
            Map<String, Observations> seen = new LinkedHashMap<>();
            for (ServedStack stack : stacks) {
                List<Sample> samples =
                        List.of(before.get(stack.name()), stack.observer().look(Detail.STATUS));
                seen.put(
                        stack.name(), new Observations(samples, stack.observer().notes()));
            }
            return seen;
        }
    }
}
