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
     * @param floor what the machine can tell apart, a sentence; empty where there is nothing to say of it
     */
    static void conclude(
            String asked, Judgement judgement, Optional<String> floor, Consumer<Map<String, String>> report) {
        String message = asked + ": " + judgement.verdict().word()
                + judgement.estimate().map(Verdicts::found).orElse("") + ". " + String.join(" ", judgement.reasons())
                + floor.map(text -> " " + text).orElse("");
        report.accept(Map.of("mpmlab", message));
        if (judgement.verdict() == Verdict.REFUTED || judgement.verdict() == Verdict.INVALID) {
            throw new AssertionFailedError(message);
        }
        if (judgement.verdict() != Verdict.SUPPORTED) {
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
