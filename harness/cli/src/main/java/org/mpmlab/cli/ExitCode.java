package org.mpmlab.cli;

import org.mpmlab.core.verdict.Verdict;

/** What a command's exit status means to a script. */
final class ExitCode {
    static final int OK = 0;
    /** A fault of mpmlab's own. */
    static final int INTERNAL = 1;
    /** Bad usage or configuration: nothing was started. */
    static final int USAGE = 2;
    /** A gate failed, or a claim was refuted. */
    static final int FAILED = 10;

    static final int INCONCLUSIVE = 11;
    /** The evidence or the machine does not bear the answer that was asked for. */
    static final int INVALID = 12;
    /** Docker or the machine did not do what was needed. */
    static final int INFRASTRUCTURE = 13;
    /** As shells give it for SIGINT. */
    static final int INTERRUPTED = 130;

    private ExitCode() {}

    /** What a verdict ends a command with. */
    static int of(Verdict verdict) {
        return switch (verdict) {
            case SUPPORTED -> OK;
            case REFUTED -> FAILED;
            case INCONCLUSIVE -> INCONCLUSIVE;
            case INVALID -> INVALID;
        };
    }
}
