package org.mpmlab.core.claim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.mpmlab.core.claim.Observed.RefusalSeen;
import org.mpmlab.core.verdict.Verdict;

/** Refusals, and what stands beside them in a decision between MPMs. */
class RefusalTest {
    private static final Claim CLAIM = Seen.claim("refusal: [{stack: event+mod_php, at: test, says: AH00013}]");

    private static ClaimVerdict judge(boolean refused, String said) {
        Refusal.Configuration asked =
                ((Refusal) CLAIM.trials().get(0)).configurations().get(0);
        return Seen.of(CLAIM)
                .observed(Observed.NOTHING.plus(RefusalSeen.of(asked, refused, said)))
                .judge(CLAIM);
    }

    @Test
    void theServersOwnWordsDecide() {
        assertThat(judge(true, "AH00013: Pre-configuration failed").verdict()).isEqualTo(Verdict.SUPPORTED);
        assertThat(judge(true, "AH00526: Syntax error").verdict()).isEqualTo(Verdict.INVALID);
        assertThat(judge(false, "Syntax OK").verdict()).isEqualTo(Verdict.REFUTED);
    }

    @Test
    void aServerThatDoesNotStandRefusesNothing() {
        Claim claim = Seen.claim("refusal: [{stack: itk+fcgid, at: request}]");
        Refusal.Configuration asked =
                ((Refusal) claim.trials().get(0)).configurations().get(0);
        assertThat(Seen.of(claim)
                        .observed(Observed.NOTHING.plus(new RefusalSeen(asked, false, true, "no space left")))
                        .judge(claim)
                        .verdict())
                .isEqualTo(Verdict.INVALID);
    }

    @Test
    void theDecisionTableIsTheRecommendations() {
        Claim right = Seen.claim("choice: [{needs: [], mpm: event}, {needs: [no-safe-polling], mpm: worker}]");
        assertThat(Seen.of(right).judge(right).verdict()).isEqualTo(Verdict.SUPPORTED);
        Claim wrong = Seen.claim("choice: [{needs: [non-thread-safe-modules], mpm: worker}]");
        assertThat(Seen.of(wrong).judge(wrong).verdict()).isEqualTo(Verdict.REFUTED);
    }
}
