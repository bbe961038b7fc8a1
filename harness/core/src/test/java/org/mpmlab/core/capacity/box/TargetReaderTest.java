package org.mpmlab.core.capacity.box;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.OptionalDouble;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mpmlab.core.scenario.yaml.InvalidConfiguration;

class TargetReaderTest {

    @Test
    void theOptionOfTheManual() {
        Target target = TargetReader.option("--target", "cpus=4,memory=8GiB,keepalive-connections=5000,rate=300");
        assertThat(target.cpus()).isEqualTo(4);
        assertThat(target.memoryBytes()).isEqualTo(8L << 30);
        assertThat(target.keepAliveConnections()).isEqualTo(5000);
        assertThat(target.ratePerSecond()).hasValue(300);
        assertThat(target.memoryBudgetBytes()).isEqualTo((8L << 30) * 0.9);
        assertThat(target.needs()).isEmpty();
    }

    @Test
    void everyKeyInAFileWithComments() {
        Target target = TargetReader.file("box.target", """
                # the box
                cpus = 1.5, memory = 512m
                needs = http2 + user-isolation
                network=1Gbit   # the line
                keepalive-timeout=30s, files-per-process=8192
                utilisation=80%, memory-headroom=20%
                """);
        assertThat(target.cpus()).isEqualTo(1.5);
        assertThat(target.needs()).containsExactlyInAnyOrder(Need.HTTP2, Need.USER_ISOLATION);
        assertThat(target.networkBitsPerSecond()).hasValue(1e9);
        assertThat(target.keepAliveTimeout()).contains(Duration.ofSeconds(30));
        assertThat(target.filesPerProcess()).hasValue(8192);
        assertThat(target.utilisation()).isEqualTo(0.8);
        assertThat(target.memoryHeadroom()).isEqualTo(0.2);
        assertThat(target.ratePerSecond()).isEqualTo(OptionalDouble.empty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cpu=4,memory=8g | --target: 'cpu' is nothing that a target says. Did you mean 'cpus'?",
                "cpus=4,memory=8g,rates=3 | Did you mean 'rate'?",
                "cpus=four,memory=8g | 'four' is no value for cpus. Allowed: a number above 0, such as 4 or 1.5.",
                "cpus=4,memory=8GB | '8GB' is no value for memory. Allowed: a size such as 512m or 8GiB.",
                "cpus=4 | the target does not say its memory",
                "cpus=4,cpus=2,memory=1g | 'cpus' is said twice",
                "cpus=4,memory= | 'memory' has no value",
                "cpus=4,memory=8g,needs=htp2 | 'htp2' is no need. Did you mean 'http2'?",
                "cpus=4,memory=8g,network=fast | 'fast' is no value for network",
                "cpus=4,memory=8g,keepalive-timeout=1500ms | '1500ms' is no value for keepalive-timeout",
                "cpus=4,memory=8g,utilisation=0% | '0%' is no value for utilisation",
                "cpus=4,memory=8g,keepalive-connections=-1 | '-1' is no value for keepalive-connections",
            })
    void mistakesAreNamedWithWhatIsAllowed(String text, String message) {
        InvalidConfiguration wrong =
                catchThrowableOfType(InvalidConfiguration.class, () -> TargetReader.option("--target", text));
        assertThat(wrong).hasMessageContaining(message);
    }

    @Test
    void inAFileEveryMistakeHasItsPlace() {
        InvalidConfiguration wrong = catchThrowableOfType(
                InvalidConfiguration.class,
                () -> TargetReader.file("box.target", "cpus=4\nmemory=8g, rate=fast\n  neds=http2\n"));
        assertThat(wrong.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.where()).isEqualTo("box.target:3:3");
            assertThat(problem.nearest()).contains("needs");
        });
        InvalidConfiguration value = catchThrowableOfType(
                InvalidConfiguration.class, () -> TargetReader.file("box.target", "cpus=4\nmemory=8g, rate=fast\n"));
        assertThat(value.problems().get(0).where()).isEqualTo("box.target:2:12");
    }

    @Property(tries = 500)
    void anyTextIsReadOrRefused(
            @ForAll
                    @StringLength(max = 40)
                    @Chars({'c', 'p', 'u', 's', '=', ',', '\n', '#', '%', '+', '.', 'g'})
                    @CharRange(from = '0', to = '9')
                    String text) {
        try {
            assertThat(TargetReader.option("--target", "cpus=1,memory=1g," + text)
                            .cpus())
                    .isEqualTo(1);
        } catch (InvalidConfiguration wrong) {
            assertThat(wrong.problems()).isNotEmpty();
        }
    }
}
