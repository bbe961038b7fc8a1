package org.mpmlab.core.calibrate;

import java.util.List;
import org.mpmlab.core.stack.Stack;
import org.mpmlab.core.stack.Stack.ExtraConfiguration;

/**
 * What a stack does before each page, in the units of {@code docker-images/probe/shift.php}. Arms that are compared do
 * all of it, each its own amount: what loading the script, waking up and warming the loop cost is the same in all.
 *
 * @param sleepMicros asleep; the kernel adds about 50 us to each sleep (timer slack)
 * @param iterations of the loop
 */
public record Amount(long sleepMicros, long iterations) {
    /** Where the arms of shifts begin: enough that a sleep is one and the loop is warm, too little to change the page. */
    public static final Amount BASE = new Amount(50, 50);

    private static final String SCRIPT = "/srv/mpmlab/probe/shift.php";

    public Amount {
        if (sleepMicros < 0 || iterations < 0) {
            throw new IllegalArgumentException(
                    "an amount is 0 or more, not " + sleepMicros + " us and " + iterations + " iterations");
        }
    }

    /** The stack with this before each of its pages, under another name. */
    public Stack in(Stack stack, String name) {
        ExtraConfiguration ini = new ExtraConfiguration(
                ExtraConfiguration.Place.PHP,
                "shift.ini",
                String.join(
                                "\n",
                                List.of(
                                        "auto_prepend_file = " + SCRIPT,
                                        "mpmlab.shift_sleep_us = " + sleepMicros,
                                        "mpmlab.shift_iterations = " + iterations))
                        + "\n");
        return stack.named(name).with(ini);
    }
}
