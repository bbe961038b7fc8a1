package org.mpmlab.core.claim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class AffordableTest {
    private static List<String> ids(List<Claim> claims) {
        return claims.stream().map(Claim::id).toList();
    }

    @Test
    void whatNeedsLeastFitsFirstAndTheRestIsTold() throws IOException {
        Affordable minute = Affordable.within(Duration.ofMinutes(1), ShippedClaimsTest.all());
        assertThat(ids(minute.chosen())).contains("mod-php-refused", "isolation", "one-mpm");
        assertThat(ids(minute.chosen())).doesNotContain("ttfb-parity");
        assertThat(Affordable.cost(minute.chosen())).isLessThanOrEqualTo(Duration.ofMinutes(1));
        assertThat(minute.leftOut())
                .filteredOn(left -> left.claim().id().equals("ttfb-parity"))
                .singleElement()
                .satisfies(left -> {
                    assertThat(left.blocks()).isEqualTo(8);
                    assertThat(left.about()).isGreaterThan(Duration.ofMinutes(1));
                });
        assertThat(minute.chosen())
                .hasSize(ShippedClaimsTest.all().size() - minute.leftOut().size());
    }

    @Test
    void whatTwoShareIsPaidForOnce() throws IOException {
        List<Claim> twins = ShippedClaimsTest.all().stream()
                .filter(claim -> claim.id().equals("memory-lower"))
                .toList();
        Claim twin = new Claim(
                "twin",
                twins.get(0).sources(),
                twins.get(0).statement(),
                twins.get(0).trials());
        assertThat(Affordable.cost(List.of(twins.get(0), twin))).isEqualTo(Affordable.cost(twins));
    }

    @Test
    void nothingFitsInNoTimeAndAllInMuch() throws IOException {
        assertThat(Affordable.within(Duration.ofMillis(1), ShippedClaimsTest.all())
                        .chosen())
                .extracting(Claim::id)
                .containsOnly(ShippedClaimsTest.all().stream()
                        .filter(claim -> Affordable.cost(List.of(claim)).isZero())
                        .map(Claim::id)
                        .toArray(String[]::new));
        assertThat(Affordable.within(Duration.ofDays(9), ShippedClaimsTest.all())
                        .leftOut())
                .isEmpty();
    }
}
