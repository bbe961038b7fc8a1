package org.mpmlab.reports.section;

import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.mpmlab.core.stack.Defaults;
import org.mpmlab.core.stack.Setting;
import org.mpmlab.core.stack.Stack;

/** What a stack's settings allow. */
final class Limits {
    private Limits() {}

    /**
     * Empty for an address, a configuration file or an image of one's own, of which the lab does not know what they set,
     * and for a setting that the stack does not have.
     */
    static OptionalDouble of(Stack stack, Setting setting) {
        if (stack.composition().isEmpty()
                || !stack.extra().isEmpty()
                || stack.image().isPresent()) {
            return OptionalDouble.empty();
        }
        OptionalLong number =
                Defaults.effective(stack.composition().get(), stack.settings()).number(setting);
        return number.isPresent() ? OptionalDouble.of((double) number.getAsLong()) : OptionalDouble.empty();
    }
}
