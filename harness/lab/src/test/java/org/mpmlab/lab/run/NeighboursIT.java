package org.mpmlab.lab.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mpmlab.core.claim.Observed.NeighboursSeen;
import org.mpmlab.core.stack.Composition;
import org.mpmlab.lab.LabForTests;

/** Two users' sites on real servers. */
class NeighboursIT {
    private final LabForTests lab = LabForTests.shared();

    @ParameterizedTest
    @CsvSource({
        "event+fpm, site1, site2, false",
        "itk+mod_php, site1, site2, false",
        "prefork+mod_php, www-data, www-data, true"
    })
    void whomPhpRunsAsAndWhatItReads(String stack, String first, String second, boolean readsForeign) throws Exception {
        NeighboursSeen seen = new Neighbours(lab.servers(), LabForTests.sources())
                .see(Composition.parse(stack), List.of(lab.site("hello"), lab.site("login")));
        assertThat(seen.tenants()).extracting(tenant -> tenant.runsAs()).containsExactly(first, second);
        assertThat(seen.tenants()).allMatch(tenant -> tenant.readsOwn());
        assertThat(seen.tenants()).allMatch(tenant -> tenant.readsForeign() == readsForeign);
        if (!readsForeign) {
            assertThat(seen.tenants()).allMatch(tenant -> tenant.said().contains("Permission denied"));
        }
    }
}
