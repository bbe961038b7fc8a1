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
        OptionalLong number = stack.partsAsSet()
                .map(parts -> Defaults.effective(parts, stack.settings()).number(setting))
                .orElse(OptionalLong.empty());
        return number.isPresent() ? OptionalDouble.of((double) number.getAsLong()) : OptionalDouble.empty();
    }
}
