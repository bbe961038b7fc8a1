package org.mpmlab.core.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantitiesTest {
    @ParameterizedTest
    @CsvSource({
        "29 ms, PT0.029S",
        "2s, PT2S",
        "1m, PT1M",
        "2h, PT2H",
        "500us, PT0.0005S",
        "1.5s, PT1.5S",
        "0.25 m, PT15S",
    })
    void timesAreExact(String text, Duration time) {
        assertThat(Quantities.duration(text)).contains(time);
    }

    @ParameterizedTest
    @CsvSource({
        "2g, 2147483648",
        "512m, 536870912",
        "2GiB, 2147483648",
        "64 k, 65536",
        "1.5g, 1610612736",
        "2TiB, 2199023255552"
    })
    void sizesArePowersOf1024(String text, long bytes) {
        assertThat(Quantities.bytes(text)).hasValue(bytes);
    }

    @ParameterizedTest
    @CsvSource({
        "PT0.029S, 29 ms",
        "PT2.34S, 2.3 s",
        "PT9S, 9 s",
        "PT10.6S, 11 s",
        "PT59.9S, 1 min",
        "PT4M5S, 4 min 5 s",
        "PT1H, 1 h",
        "PT21H31M40S, 21 h 32 min",
        "PT59M59.9S, 1 h",
    })
    void timesAreSaidAsCoarselyAsTheyMatter(Duration time, String words) {
        assertThat(Quantities.words(time)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({
        "15123, '15,100'",
        "1234567, '1,230,000'",
        "999.6, '1,000'",
        "0.0012345, 0.00123",
        "40, 40",
        "0, 0",
        "-2.5, -2.5"
    })
    void figuresAreRoundedAndHaveNoExponent(double number, String words) {
        assertThat(Quantities.rounded(number, 3)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({"8g, 8 GiB", "512m, 512 MiB", "768m, 768 MiB", "1.5g, 1.5 GiB", "38.4m, 38.4 MiB", "64k, 0.0625 MiB"})
    void sizesAreSaidInTheUnitThatFits(String bytes, String words) {
        assertThat(Quantities.size(Quantities.bytes(bytes).orElseThrow())).isEqualTo(words);
    }
}
