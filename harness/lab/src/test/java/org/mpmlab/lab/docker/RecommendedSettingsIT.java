package org.mpmlab.lab.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mpmlab.core.capacity.box.TargetReader;
import org.mpmlab.core.capacity.model.Estimated;
import org.mpmlab.core.capacity.model.Growth;
import org.mpmlab.core.capacity.model.MemoryCosts;
import org.mpmlab.core.capacity.model.Profile;
import org.mpmlab.core.capacity.recommend.Recommendation;
import org.mpmlab.core.capacity.recommend.Recommender;
import org.mpmlab.core.stack.Composition;
import org.mpmlab.core.stack.PhpMode;
import org.mpmlab.core.stack.Stack;
import org.mpmlab.lab.LabForTests;

/** Neither httpd nor PHP-FPM finds anything to correct in recommended settings. */
class RecommendedSettingsIT {
    private static final double MIB = 1 << 20;

    private final LabForTests lab = LabForTests.shared();

    static Stream<Arguments> targets() {
        return Stream.of(
                Arguments.of("event+fpm", "cpus=4,memory=8GiB,keepalive-connections=5000,rate=300"),
                Arguments.of("event+fpm", "cpus=1,memory=512MiB"),
                Arguments.of("event+fpm+nginx", "cpus=2,memory=2GiB,keepalive-connections=2000"),
                Arguments.of("event+fcgid", "cpus=2,memory=4GiB,keepalive-connections=100"),
                Arguments.of("worker+fpm", "cpus=2,memory=2GiB,keepalive-connections=500"),
                Arguments.of("worker+cgi", "cpus=2,memory=2GiB"),
                Arguments.of("prefork+mod_php", "cpus=32,memory=64GiB,keepalive-connections=1000"),
                Arguments.of("prefork+fpm", "cpus=1,memory=512MiB"),
                Arguments.of("itk+mod_php", "cpus=2,memory=1GiB,needs=user-isolation"));
    }

    @ParameterizedTest(name = "{0} for {1}")
    @MethodSource("targets")
    void nothingIsCorrected(String name, String target) {
        Recommendation found = Recommender.recommend(List.of(profile(name)), TargetReader.option("--target", target))
                .recommendation()
                .orElseThrow();
        Servers.Check check =
                lab.servers().check(Stack.of(found.stack()).withSettings(found.settings()), List.of(lab.site("hello")));
        assertThat(check.accepted())
                .as("%s: %s", found.settings(), check.said())
                .isTrue();
        assertThat(check.said()).as(found.settings().toString()).doesNotContain("AH00", "WARNING", "NOTICE: [pool");
    }

    /** A page that waits for 100 ms and computes for 2 ms, with costs that were seen on a small box. */
    private static Profile profile(String name) {
        Composition stack = Composition.parse(name);
        boolean threaded = stack.mpm().orElseThrow().threaded();
        boolean modPhp = stack.php() == PhpMode.MOD_PHP;
        return new Profile(
                stack,
                "hello",
                new Profile.Range(2, 64, 64, 900, 64),
                new MemoryCosts(
                        about(12 * MIB),
                        about(modPhp ? 10 * MIB : 0),
                        about(3 * MIB),
                        about(threaded ? 0.05 * MIB : 0),
                        about(0.012 * MIB),
                        about(modPhp ? 0 : 6 * MIB)),
                about(0.002),
                about(0.102),
                about(0.102),
                List.of(new Profile.TtfbQuantile(0.99, about(0.110))),
                List.of(),
                List.of(),
                Growth.NONE,
                Optional.empty(),
                Optional.empty());
    }

    private static Estimated about(double value) {
        return Estimated.measured(value, 0.95 * value, 1.05 * value);
    }
}
