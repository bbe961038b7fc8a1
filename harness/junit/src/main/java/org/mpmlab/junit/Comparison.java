package org.mpmlab.junit;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.mpmlab.core.load.Protocol;
import org.mpmlab.core.verdict.Expectation;
import org.mpmlab.core.verdict.Judge;
import org.mpmlab.core.verdict.Judgement;
import org.mpmlab.core.verdict.Measure;
import org.mpmlab.core.verdict.NoiseFloors;
import org.mpmlab.lab.machine.Fingerprint;
import org.mpmlab.lab.record.NoiseFloorStore;

/**
 * Two servers and how they are asked. Each method gives a comparison that differs in one thing; the last, such as
 * {@link Quantile#within}, measures block by block until there is a verdict, and asserts it.
 */
public final class Comparison {
    private final Measuring measuring;
    private final Shape shape;
    private final Consumer<Map<String, String>> report;

    /**
     * How they are asked.
     *
     * @param path of the page, from the servers' root
     * @param rounds measured in each block, of one request to each server
     * @param warmUp before each block's rounds
     * @param most blocks, after which an open question stays open
     */
    record Shape(String path, Protocol protocol, int rounds, Duration warmUp, int most) {}

    private Comparison(Measuring measuring, Shape shape, Consumer<Map<String, String>> report) {
        this.measuring = measuring;
        this.shape = shape;
        this.report = report;
    }

    static Comparison of(Measuring measuring, Consumer<Map<String, String>> report) {
        int most = Judge.STANDARD.looks().most();
        return new Comparison(measuring, new Shape("/", Protocol.H1, 400, Duration.ofMillis(500), most), report);
    }

    /** The page that both are asked for; {@code /} unless said. */
    public Comparison on(String path) {
        return with(new Shape(path, shape.protocol, shape.rounds, shape.warmUp, shape.most));
    }

    /** How they are spoken to; HTTP/1.1 unless said. */
    public Comparison over(Protocol protocol) {
        return with(new Shape(shape.path, protocol, shape.rounds, shape.warmUp, shape.most));
    }

    /** How many requests to each a block has; 400 unless said. A p99 needs 100 at the least. */
    public Comparison rounds(int perBlock) {
        return with(new Shape(shape.path, shape.protocol, perBlock, shape.warmUp, shape.most));
    }

    /** How long both are asked before a block is measured; half a second unless said. */
    public Comparison warmUp(Duration time) {
        return with(new Shape(shape.path, shape.protocol, shape.rounds, time, shape.most));
    }

    /**
     * After how many blocks a question stays open; 30 unless said. Verdicts come after 8, 12, 18 or 30. Where most of 8
     * or more do not count, no more are measured.
     */
    public Comparison blocks(int most) {
        return with(new Shape(shape.path, shape.protocol, shape.rounds, shape.warmUp, most));
    }

    /** Time to first byte, from the request's write, at a percentile. */
    public Quantile ttfb(double percentile) {
        return new Quantile(Measure.of(Measure.Kind.TTFB, percentile));
    }

    /** Time to the last byte, from the request's write, at a percentile. */
    public Quantile total(double percentile) {
        return new Quantile(Measure.of(Measure.Kind.TOTAL, percentile));
    }

    private Comparison with(Shape other) {
        return new Comparison(measuring, other, report);
    }

    /** A quantile of both servers' times, of which something is to be asserted. */
    public final class Quantile {
        private final Measure measure;

        private Quantile(Measure measure) {
            this.measure = measure;
        }

        /**
         * Asserts parity: the ratio of the two lies between 1 / (1 + margin) and 1 + margin.
         *
         * @throws AssertionError when they were shown to differ by more, or the evidence must not count
         * @throws org.opentest4j.TestAbortedException when nothing was shown
         * @throws InterruptedException when the measuring thread was interrupted
         */
        public void within(Percent margin) throws InterruptedException {
            conclude(new Expectation.EquivalentWithin(margin.share()), "within " + margin.value() + " %", true);
        }

        /** Asserts that the first is slower than the second by no more than this; throws as {@link #within} does. */
        public void notSlowerBy(Percent margin) throws InterruptedException {
            conclude(new Expectation.NotAbove(margin.share()), "not slower by " + margin.value() + " %", true);
        }

        /** Asserts that the first is faster than the second by at least this; throws as {@link #within} does. */
        public void fasterBy(Percent least) throws InterruptedException {
            conclude(new Expectation.LowerBy(least.share()), "faster by " + least.value() + " %", true);
        }

        /** Asserts a limit of the first one, in the second one's company; throws as {@link #within} does. */
        public void atMost(Duration limit) throws InterruptedException {
            conclude(new Expectation.AtMost(limit.toNanos() / 1e6), "at most " + limit.toNanos() / 1e6 + " ms", false);
        }

        private void conclude(Expectation expectation, String words, boolean compares) throws InterruptedException {
            Optional<String> against = compares ? Optional.of(Measuring.SECOND) : Optional.empty();
            Judgement judgement = measuring.judge(shape, measure, expectation, against);
            Verdicts.conclude(
                    measure.word() + " of " + shape.path + " " + words,
                    judgement.verdict(),
                    judgement,
                    floor(measure),
                    report);
        }

        /** The servers are not the lab's, so what its own pages can be told apart by is all there is to say. */
        private Optional<String> floor(Measure measure) {
            NoiseFloors floors = NoiseFloorStore.ofUser().read(Fingerprint.machine());
            if (floors.isEmpty()) {
                return Optional.of("calibrate has not been run on this machine: ./mpmlab calibrate");
            }
            String known = floors.floors().stream()
                    .filter(floor -> floor.measure().equals(measure))
                    .map(floor -> floor.floor().provable() + " on " + floor.site())
                    .collect(Collectors.joining(", "));
            return known.isEmpty()
                    ? Optional.empty()
                    : Optional.of("Of its own pages mpmlab can prove equality on this machine within " + known + ".");
        }
    }
}
