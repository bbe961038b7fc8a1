package org.mpmlab.core.capacity.recommend;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mpmlab.core.capacity.box.Need;
import org.mpmlab.core.load.Protocol;
import org.mpmlab.core.stack.Compatibility;
import org.mpmlab.core.stack.Composition;
import org.mpmlab.core.stack.Mpm;

/**
 * Which stacks can serve a need: the compatibility table, and the three guidelines of cPanel's page "Multi-Processing
 * Modules: MPMs".
 */
public final class StackChoice {

    /** cPanel's guidelines, in its order. */
    public enum Guideline {
        EVENT(Mpm.EVENT, "threads are wanted and safe thread-polling is possible: event"),
        WORKER(Mpm.WORKER, "threads are wanted and safe thread-polling is not possible: worker"),
        PREFORK(Mpm.PREFORK, "neither threads nor safe thread-polling: prefork");

        private final Mpm mpm;
        private final String text;

        Guideline(Mpm mpm, String text) {
            this.mpm = mpm;
            this.text = text;
        }

        /** The MPM that it leads to. */
        public Mpm mpm() {
            return mpm;
        }

        @Override
        public String toString() {
            return text + " (cPanel, \"Multi-Processing Modules: MPMs\")";
        }

        /** The one that applies to these needs. */
        public static Guideline of(Set<Need> needs) {
            if (needs.contains(Need.NON_THREAD_SAFE_MODULES)) {
                return PREFORK;
            }
            return needs.contains(Need.NO_SAFE_POLLING) ? WORKER : EVENT;
        }
    }

    private StackChoice() {}

    /** Why a stack can't serve these needs; empty when it can. */
    public static Optional<String> refusal(Composition stack, Set<Need> needs) {
        Optional<String> impossible = Compatibility.refusal(stack).map(Compatibility.Refusal::toString);
        if (impossible.isPresent()) {
            return impossible;
        }
        if (stack.mpm().isEmpty()) {
            return Optional.of("nginx serves by itself: there is no MPM to plan for");
        }
        Mpm mpm = stack.mpm().get();
        if (needs.contains(Need.NON_THREAD_SAFE_MODULES) && mpm.threaded()) {
            return Optional.of("modules that are not thread-safe are needed; " + Guideline.PREFORK);
        }
        if (needs.contains(Need.NO_SAFE_POLLING) && mpm == Mpm.EVENT) {
            return Optional.of("event depends on thread-safe polling; " + Guideline.WORKER);
        }
        if (needs.contains(Need.USER_ISOLATION) && !stack.isolates()) {
            return Optional.of("PHP would not run under each site's own user; ITK and pools of PHP-FPM have that");
        }
        return needs.contains(Need.HTTP2)
                ? Compatibility.refusal(stack, Protocol.H2).map(Compatibility.Refusal::toString)
                : Optional.empty();
    }

    /** Whether the stack has the MPM that the guideline leads to; ITK is a prefork. */
    static boolean followsGuideline(Composition stack, Set<Need> needs) {
        Guideline guideline = Guideline.of(needs);
        Mpm mpm = stack.mpm().orElseThrow();
        return guideline.mpm() == mpm || (guideline == Guideline.PREFORK && mpm == Mpm.ITK);
    }

    /** What speaks for a stack's MPM and PHP mode, besides its figures. */
    static List<String> reasons(Composition stack, Set<Need> needs) {
        List<String> reasons = new ArrayList<>();
        Guideline guideline = Guideline.of(needs);
        Mpm mpm = stack.mpm().orElseThrow();
        reasons.add(
                followsGuideline(stack, needs)
                        ? "It follows the guideline: " + guideline + "."
                        : "The guideline would be: " + guideline + "; the figures say " + mpm.word() + ".");
        if (needs.contains(Need.USER_ISOLATION)) {
            reasons.add(
                    mpm == Mpm.ITK
                            ? "Each site is served under its own user by ITK."
                            : "PHP runs under each site's own user, in a pool of PHP-FPM per site.");
        }
        if (needs.contains(Need.HTTP2)) {
            reasons.add(
                    stack.fronted()
                            ? "Clients get HTTP/2 from nginx in front."
                            : "Clients get HTTP/2 from httpd: on " + mpm.word() + " mod_http2 is active.");
        }
        return reasons;
    }
}
