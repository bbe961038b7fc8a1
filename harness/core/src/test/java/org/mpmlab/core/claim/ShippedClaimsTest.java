package org.mpmlab.core.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.mpmlab.core.plan.Plan;
import org.mpmlab.core.run.Json;
import org.mpmlab.core.scenario.ShippedLibrary;
import org.mpmlab.core.scenario.yaml.InvalidConfiguration;

class ShippedClaimsTest {
    private static final Path CLAIMS = Path.of("..", "..", "scenarios", "catalog", "claims");

    static List<Claim> all() throws IOException {
        try (Stream<Path> files = Files.list(CLAIMS)) {
            List<Claim> claims = new java.util.ArrayList<>();
            for (Path file : files.sorted().toList()) {
                claims.add(ClaimReader.read(
                        Files.readString(file), file.getFileName().toString(), ShippedLibrary.PLAIN));
            }
            return claims;
        }
    }

    @Test
    void everyClaimIsNamedAsItsFileAndPlans() throws IOException {
        try (Stream<Path> files = Files.list(CLAIMS)) {
            assertThat(all())
                    .extracting(claim -> claim.id() + ".yaml")
                    .containsExactlyElementsOf(
                            files.map(file -> file.getFileName().toString())
                                    .sorted()
                                    .toList());
        }
        Together together = Together.of("verify", all());
        Plan plan = together.plan(1);
        assertThat(plan.blocks()).hasSize(30);
        assertThat(plan.blocks().get(0).phases().stream()
                        .flatMap(phase -> phase.steps().stream())
                        .flatMap(step ->
                                step.stacks().stream().map(stack -> new CellKey(stack, step.site(), step.load()))))
                .containsExactlyInAnyOrderElementsOf(together.cells());
    }

    /** Before anything was measured, and so of every kind of expectation that ships. */
    @Test
    void everyClaimCanBeJudged() throws IOException {
        Together together = Together.of("verify", all());
        for (Claim claim : together.claims()) {
            assertThat(Seen.of(together.scenario()).judge(claim).outcomes())
                    .as(claim.id())
                    .isNotEmpty();
        }
    }

    @Test
    void whatTwoClaimsShareIsMeasuredOnce() throws IOException {
        List<Claim> both = all().stream()
                .filter(claim ->
                        Set.of("memory-lower-busy", "stability-tradeoff").contains(claim.id()))
                .toList();
        Together together = Together.of("verify", both);
        // stability-tradeoff asks for nothing that memory-lower-busy does not.
        assertThat(together.cells())
                .isEqualTo(Together.of("verify", both.subList(0, 1)).cells());
    }

    @Test
    void unlikeLoadsOfOneNameStayApart() throws IOException {
        Together together = Together.of("verify", all());
        assertThat(together.scenario().loads())
                .extracting(load -> load.name())
                .doesNotHaveDuplicates()
                .contains("idle-h1-c1", "idle-h1-c1.keepalive-occupies");
    }

    @Test
    void aBlockLeavesOutWhatNobodyAsksFor() throws IOException {
        Together together = Together.of("verify", all());
        CellKey one = new CellKey("event+fpm", "php29", "ttfb-h1");
        Plan.Block block = Together.only(together.plan(1).blocks().get(0), Set.of(one));
        assertThat(block.phases()).hasSize(1);
        assertThat(block.phases().get(0).stacks()).containsExactly("event+fpm");
        assertThat(block.phases().get(0).steps()).hasSize(1);
    }

    @Test
    void claimsAreReadBackAsTheyWereWritten() throws IOException {
        List<Claim> claims = Together.of("verify", all()).claims();
        TypeReference<List<Claim>> type = new TypeReference<>() {};
        assertThat(Json.MAPPER.readValue(Json.MAPPER.writerFor(type).writeValueAsString(claims), type))
                .isEqualTo(claims);
    }

    @Test
    void aWrongWordIsToldWithItsPlaceAndTheNearest() throws IOException {
        String text = Files.readString(CLAIMS.resolve("ttfb-parity.yaml"))
                .replaceFirst("against: prefork\\+mod_php", "against: prefork+modphp");
        assertThatThrownBy(() -> ClaimReader.read(text, "own.yaml", new ShippedLibrary(Map.of())))
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageMatching("(?s)own.yaml:\\d+:\\d+: 'prefork\\+modphp' is no against of this claim.*"
                        + "Did you mean 'prefork\\+mod_php'.*");
    }
}
