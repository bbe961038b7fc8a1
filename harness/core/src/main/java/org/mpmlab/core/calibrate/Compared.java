package org.mpmlab.core.calibrate;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.Optional;
import org.mpmlab.core.stats.Interval;
import org.mpmlab.core.verdict.Judgement;
import org.mpmlab.core.verdict.Verdict;

/**
 * Two arms of a calibration, compared in one measure.
 *
 * @param shift of the first one; empty for twins
 * @param required whether it has to come out as it was made for the calibration to be good; else it is shown
 * @param judgement of twins whether they are equal within the margin, of a shift whether it is a difference beyond it
 * @param apart of twins whether any difference at all was found, which is wrong by construction
 * @param injected how many times the base's figure the shifted arm's should be, by the server's own clock
 * @param recovered whether the estimate's interval and {@code injected} have a value in common; empty without an interval
 * @param took from the run's start to the end of the last block that was judged
 */
public record Compared(
        Optional<Shift> shift,
        boolean required,
        Judgement judgement,
        Optional<Verdict> apart,
        Optional<Interval> injected,
        Optional<Boolean> recovered,
        Duration took) {

    /** Whether it came out as it was made: of a shift that it was found, and in its size. */
    @JsonProperty(access = JsonProperty.Access.READ_ONLY)
    public Verdict verdict() {
        Verdict verdict = judgement.verdict();
        return verdict == Verdict.SUPPORTED && recovered.equals(Optional.of(false)) ? Verdict.REFUTED : verdict;
    }

    /** Whether two arms that are equal were said to differ by more than the margin. */
    public boolean falselyDifferent() {
        return shift.isEmpty() && judgement.verdict() == Verdict.REFUTED;
    }
}
