package org.mpmlab.reports.section;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.mpmlab.core.run.Sample;
import org.mpmlab.core.run.Scoreboard;
import org.mpmlab.core.site.Site;
import org.mpmlab.core.stack.Setting;
import org.mpmlab.reports.chart.Picture;
import org.mpmlab.reports.chart.TimelineChart;
import org.mpmlab.reports.chart.TimelineChart.Layer;
import org.mpmlab.reports.figure.Arm;
import org.mpmlab.reports.figure.Cell;
import org.mpmlab.reports.figure.Comparison;
import org.mpmlab.reports.figure.Figures;
import org.mpmlab.reports.figure.Measure;
import org.mpmlab.reports.page.Block;
import org.mpmlab.reports.page.Section;
import org.mpmlab.reports.words.Words;

/** What Apache's slots did while a stack had the machine to itself, and event's connections. */
public final class ScoreboardSection {
    private static final int MOST_PICTURES = 60;
    private static final int MOST_MOMENTS = 60;

    /** From what serves nothing upwards; the number is the colour, negative for none of its own. */
    private static final Map<Character, Integer> LETTERS = new LinkedHashMap<>();

    private static final Map<Character, String> MEANINGS = new LinkedHashMap<>();

    static {
        letter('W', 0, "sending");
        letter('R', 5, "reading");
        letter('K', 2, "keep-alive");
        letter('C', 1, "closing");
        letter('L', 4, "logging");
        letter('D', 7, "DNS");
        letter('G', 3, "graceful");
        letter('S', 6, "starting");
        letter('I', 7, "clean-up");
        letter('_', -1, "waiting");
    }

    private ScoreboardSection() {}

    private static void letter(char letter, int series, String meaning) {
        LETTERS.put(letter, series);
        MEANINGS.put(letter, meaning);
    }

    public static Section of(Figures figures) {
        List<Block> blocks = new ArrayList<>();
        List<String> full = new ArrayList<>();
        int drawn = 0;
        int leftOut = 0;
        for (Site site : figures.run().scenario().sites()) {
            List<Picture> pictures = new ArrayList<>();
            Optional<Comparison> busiest = busiest(figures, site);
            for (Arm arm : busiest.map(Comparison::counting).orElse(List.of())) {
                List<Sample> samples = samples(arm.valid());
                if (samples.isEmpty()) {
                    continue;
                }
                OptionalDouble limit = Limits.of(arm.stack(), Setting.MAX_REQUEST_WORKERS);
                if (limit.isPresent()
                        && arm.spread(Measure.PEAK_BUSY)
                                .filter(busy -> busy.max() >= limit.getAsDouble())
                                .isPresent()) {
                    full.add(arm.name() + " on " + site.name());
                }
                if (drawn >= MOST_PICTURES) {
                    leftOut++;
                    continue;
                }
                List<Picture> ofArm = pictures(arm, site, samples, limit, "scoreboard-" + (drawn + 1));
                drawn += ofArm.size();
                pictures.addAll(ofArm);
            }
            if (!pictures.isEmpty()) {
                blocks.add(new Block.Heading(
                        site.name() + ", " + Words.load(busiest.orElseThrow().load())));
                blocks.add(new Block.Pictures(pictures));
            }
        }
        if (leftOut > 0) {
            blocks.add(Block.Prose.of("Not drawn, to keep this file small: " + leftOut + " more."));
        }
        return new Section("scoreboard", "Scoreboard over time", meaning(drawn, full), howToRead(drawn), blocks);
    }

    /** The slice with the most requests in flight. */
    private static Optional<Comparison> busiest(Figures figures, Site site) {
        return figures.slices().stream()
                .filter(comparison -> comparison.site().equals(site))
                .max(java.util.Comparator.comparingInt(
                        comparison -> comparison.load().connections().concurrency()));
    }

    private static String meaning(int drawn, List<String> full) {
        if (drawn == 0) {
            return "No load had a stack to itself while mod_status was read, so there is nothing to show over time.";
        }
        return full.isEmpty()
                ? "No Apache stack was seen out of workers, so it was not MaxRequestWorkers that limited these loads."
                : "All workers were seen busy on " + Words.list(full, 6)
                        + ": there MaxRequestWorkers was the limit, and further requests waited.";
    }

    private static String howToRead(int drawn) {
        return drawn == 0
                ? ""
                : "Layers are worker slots by mod_status's letter: "
                        + Words.list(MEANINGS.entrySet().stream()
                                .map(entry -> entry.getKey() + " " + entry.getValue())
                                .toList())
                        + ". The dashed line is MaxRequestWorkers. HTTP/2 requests do not appear in mod_status. Event's "
                        + "second picture shows its connections, of which only those being served hold a worker. Of "
                        + "several blocks, the first that counts is drawn.";
    }

    /** Of the first block that has a scoreboard at two moments or more; a selection, when there are many. */
    private static List<Sample> samples(List<Cell> cells) {
        for (Cell cell : cells) {
            List<Sample> read = cell.result().observations().samples().stream()
                    .filter(sample -> sample.scoreboard().isPresent())
                    .toList();
            if (read.size() >= 2) {
                int every = (read.size() + MOST_MOMENTS - 1) / MOST_MOMENTS;
                List<Sample> some = new ArrayList<>();
                for (int i = 0; i < read.size(); i += every) {
                    some.add(read.get(i));
                }
                return some;
            }
        }
        return List.of();
    }

    private static List<Picture> pictures(Arm arm, Site site, List<Sample> samples, OptionalDouble limit, String id) {
        double[] seconds = samples.stream()
                .map(Sample::at)
                .mapToDouble(at -> at.minus(samples.get(0).at()).toNanos() / 1e9)
                .toArray();
        List<Layer> slots = new ArrayList<>();
        LETTERS.forEach((letter, series) -> {
            List<Double> counts = counts(samples, board -> board.count(letter));
            if (Collections.max(counts) > 0) {
                String label = letter == '_' ? "waiting" : letter + " " + MEANINGS.get(letter);
                slots.add(new Layer(MEANINGS.get(letter), label, counts, series));
            }
        });
        List<Picture> pictures = new ArrayList<>();
        if (!slots.isEmpty()) {
            pictures.add(TimelineChart.stacked(
                            id + "a", arm.name() + ": slots on " + site.name(), "worker slots", seconds, slots, limit)
                    .captioned(arm.name()));
        }
        List<Layer> connections = new ArrayList<>();
        connection(connections, samples, "all", 0, Scoreboard::connections);
        connection(connections, samples, "keep-alive", 2, Scoreboard::keepAlive);
        connection(connections, samples, "writing", 1, Scoreboard::writing);
        connection(connections, samples, "closing", 3, Scoreboard::closing);
        connection(connections, samples, "wait I/O", 4, Scoreboard::waitIo);
        if (!connections.isEmpty()) {
            pictures.add(TimelineChart.lines(
                            id + "b",
                            arm.name() + ": connections on " + site.name(),
                            "connections",
                            seconds,
                            connections)
                    .captioned(arm.name() + ", connections"));
        }
        return pictures;
    }

    private static void connection(
            List<Layer> into,
            List<Sample> samples,
            String name,
            int series,
            Function<Scoreboard, OptionalInt> counter) {
        if (samples.stream()
                .anyMatch(sample ->
                        counter.apply(sample.scoreboard().orElseThrow()).orElse(0) > 0)) {
            List<Double> counts = counts(samples, board -> counter.apply(board).orElse(0));
            into.add(new Layer(name, name, counts, series));
        }
    }

    private static List<Double> counts(List<Sample> samples, ToIntFunction<Scoreboard> count) {
        return samples.stream()
                .map(sample -> (double) count.applyAsInt(sample.scoreboard().orElseThrow()))
                .toList();
    }
}
