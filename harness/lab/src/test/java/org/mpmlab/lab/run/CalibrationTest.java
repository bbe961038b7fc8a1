package org.mpmlab.lab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Example;
import org.mpmlab.core.load.Distribution;
import org.mpmlab.core.load.Series;
import org.mpmlab.core.load.Target;
import org.mpmlab.core.load.TargetResult;
import org.mpmlab.core.site.Site;
import org.mpmlab.lab.LabException;

/** What is asked for, and what is made of the answers; without servers. */
class CalibrationTest {
    private static final Site MISSING = new Site(
            "missing",
            "A page that says that there is none.",
            "/sites/missing",
            Optional.empty(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(new Site.Page("/gone.php", 404, "gone", List.of())),
            Map.of("n", 3L),
            Optional.of(new Site.Calibration("n", Duration.ofMillis(5))),
            Duration.ofMillis(5));

    private static TargetResult answers(long completed, Distribution times) {
        return new TargetResult(
                "missing",
                new TargetResult.Counts(25, 25, completed, 25 - completed, 0, 1),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(Series.parse("written-to-first-byte.reused.success"), times),
                completed == 0 ? List.of("TIMEOUT: no complete answer within the request timeout") : List.of());
    }

    @Example
    void aPagesOwnStatusIsTheRightOne() {
        Target target = Calibration.load(MISSING, URI.create("http://127.0.0.1:18000/gone.php"))
                .targets()
                .get(0);

        assertThat(target.expect().status()).isEqualTo(404);
        assertThat(target.uri().getPath()).isEqualTo("/gone.php");
    }

    @Example
    void theTimeOfAPageIsTheMedianOfItsAnswers() {
        assertThat(Calibration.medianNanos(MISSING, answers(3, Distribution.ofNanos(1000, 2000, 9000))))
                .isEqualTo(2000);
    }

    @Example
    void aPageThatNeverAnswersHasNoTimeToScaleBy() {
        assertThatThrownBy(() -> Calibration.medianNanos(MISSING, answers(0, Distribution.EMPTY)))
                .isInstanceOf(LabException.class)
                .hasMessage("The page of site missing can't be calibrated: no request was answered;"
                        + " TIMEOUT: no complete answer within the request timeout");
    }
}
