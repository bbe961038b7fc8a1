package org.mpmlab.core.capacity.current;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mpmlab.core.stack.Composition;
import org.mpmlab.core.stack.Mpm;
import org.mpmlab.core.stack.PhpMode;

/** Which modules of an {@code <IfModule>} a stack has. Of those that don't tell stacks apart, every stack has all. */
final class Modules {
    private static final List<String> MPM_PATTERNS =
            List.of("mpm_%s_module", "mpm_%s", "%s.c", "mpm_%s.c", "mod_mpm_%s.c");

    private Modules() {}

    /**
     * Why a section is passed over: the module that the stack has not or, after {@code !}, has.
     *
     * @param argument of the section, such as {@code !mpm_event_module}
     */
    static Optional<String> absent(Composition stack, String argument) {
        boolean negated = argument.startsWith("!");
        String module = (negated ? argument.substring(1) : argument)
                .strip()
                .replace("\"", "")
                .toLowerCase(Locale.ROOT);
        boolean present = has(stack, module);
        return present != negated ? Optional.empty() : Optional.of(negated ? "lack of " + module : module);
    }

    /** The MPM that a module is, by any of the names that configurations have for it. */
    static Optional<Mpm> mpm(String module) {
        String name = module.strip().replace("\"", "").toLowerCase(Locale.ROOT);
        return Arrays.stream(Mpm.values())
                .filter(mpm -> MPM_PATTERNS.stream().anyMatch(pattern -> String.format(Locale.ROOT, pattern, mpm.word())
                        .equals(name)))
                .findFirst();
    }

    /** Whether a stack has an MPM: ITK is a module upon prefork, and both are loaded then. */
    static boolean has(Composition stack, Mpm mpm) {
        boolean itk = stack.mpm().filter(Mpm.ITK::equals).isPresent();
        return stack.mpm().filter(mpm::equals).isPresent() || (itk && mpm == Mpm.PREFORK);
    }

    private static boolean has(Composition stack, String module) {
        Optional<Mpm> named = mpm(module);
        if (named.isPresent()) {
            return has(stack, named.get());
        }
        if (module.contains("fcgid")) {
            return stack.php() == PhpMode.FCGID;
        }
        if (module.contains("http2")) {
            return stack.mpm().filter(Mpm::threaded).isPresent() && !stack.fronted();
        }
        return true;
    }
}
