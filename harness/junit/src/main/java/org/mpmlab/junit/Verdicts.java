package org.mpmlab.junit;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.mpmlab.core.verdict.Estimate;
import org.mpmlab.core.verdict.Judgement;
import org.mpmlab.core.verdict.Verdict;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/**
 * From a judgement to what a test does: it passes; it fails where the contrary was shown, or where nothing counts that
 * was measured; it is aborted where more blocks could decide it.
 */
final class Verdicts {
    private Verdicts() {}

    /**
     * Ends a test as its verdict demands.
     *
     * @param asked what is asserted, in words
     * @param verdict to go by, which may be graver than the judgement's
     * @param judgement what the words are of
     * @param floor what the machine can tell apart, a sentence; empty where there is nothing to say of it
     * @param report hears what came of it
     */
    static void conclude(
            String asked,
            Verdict verdict,
            Judgement judgement,
            Optional<String> floor,
            Consumer<Map<String, String>> report) {
        String message = asked + ": " + verdict.word()
                + judgement.estimate().map(Verdicts::found).orElse("") + ". " + String.join(" ", judgement.reasons())
                + floor.map(text -> " " + text).orElse("");
        report.accept(Map.of("mpmlab", message));
        if (verdict == Verdict.REFUTED || verdict == Verdict.INVALID) {
            throw new AssertionFailedError(message);
        }
        if (verdict != Verdict.SUPPORTED) {
            throw new TestAbortedException(message);
        }
    }

    private static String found(Estimate estimate) {
        return String.format(Locale.ROOT, ", found %.4g", estimate.value())
                + estimate.interval()
                        .map(range -> String.format(Locale.ROOT, " (%.4g to %.4g)", range.lower(), range.upper()))
                        .orElse("");
    }
}
