package org.mpmlab.core.claim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mpmlab.core.claim.Observed.NeighboursSeen;
import org.mpmlab.core.claim.Observed.Tenant;
import org.mpmlab.core.stack.Composition;
import org.mpmlab.core.verdict.Verdict;

class IsolationTest {
    private static final Composition EVENT = Composition.parse("event+fpm");
    private static final Claim APART =
            Seen.claim("isolation: [{stack: event+fpm, runs-as: own-user, foreign-file: denied}]");
    private static final Claim SHARED =
            Seen.claim("isolation: [{stack: event+fpm, runs-as: www-data, foreign-file: readable}]");

    private static Tenant tenant(int number, String runsAs, boolean readsOwn, boolean readsForeign) {
        return new Tenant(
                "shop" + number,
                "site" + number,
                runsAs,
                readsOwn,
                readsForeign,
                readsForeign ? "" : "Permission denied");
    }

    private static List<Verdict> judge(Claim claim, Tenant... tenants) {
        Observed seen = Observed.NOTHING.plus(new NeighboursSeen(EVENT, List.of(tenants)));
        return Seen.of(claim).observed(seen).judge(claim).outcomes().stream()
                .map(Outcome::verdict)
                .toList();
    }

    @Test
    void eachUnderItsOwnUserAndApart() {
        Tenant[] tenants = {tenant(1, "site1", true, false), tenant(2, "site2", true, false)};
        assertThat(judge(APART, tenants)).containsExactly(Verdict.SUPPORTED, Verdict.SUPPORTED);
        assertThat(judge(SHARED, tenants)).containsExactly(Verdict.REFUTED, Verdict.REFUTED);
    }

    @Test
    void oneUserForAllWhoReadsAll() {
        Tenant[] tenants = {tenant(1, "www-data", true, true), tenant(2, "www-data", true, true)};
        assertThat(judge(APART, tenants)).containsExactly(Verdict.REFUTED, Verdict.REFUTED);
        assertThat(judge(SHARED, tenants)).containsExactly(Verdict.SUPPORTED, Verdict.SUPPORTED);
    }

    @Test
    void oneOfTheSitesIsEnoughToRefute() {
        assertThat(judge(APART, tenant(1, "site1", true, false), tenant(2, "site1", true, true)))
                .containsExactly(Verdict.REFUTED, Verdict.REFUTED);
    }

    @Test
    void aSiteThatCanReadNothingProvesNothing() {
        assertThat(judge(APART, tenant(1, "site1", false, false), tenant(2, "site2", true, false)))
                .containsExactly(Verdict.SUPPORTED, Verdict.INVALID);
    }

    @Test
    void unseenItIsInconclusive() {
        assertThat(Seen.of(APART).judge(APART).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }
}
