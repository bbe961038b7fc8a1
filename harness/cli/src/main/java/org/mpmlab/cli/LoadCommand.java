package org.mpmlab.cli;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.mpmlab.core.load.Floor;
import org.mpmlab.core.load.Load;
import org.mpmlab.core.load.LoadGenerator;
import org.mpmlab.core.load.LoadResult;
import org.mpmlab.core.run.Json;
import org.mpmlab.engine.Engine;
import org.mpmlab.engine.EngineOptions;
import org.mpmlab.engine.floor.FloorMeasurement;
import org.mpmlab.lab.machine.CpuSet;
import org.mpmlab.lab.machine.Machine;
import org.mpmlab.lab.record.HistogramLog;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The load engine by itself. */
@Command(
        name = "load",
        description = {
            "Sends load to addresses and measures time to first byte.",
            "Times are in microseconds. With several addresses, requests are dealt to them in random rounds. Hosts other than "
                    + "this machine need --remote."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Example: mpmlab load http://127.0.0.1:8080/ --connections 16 --duration 10s",
            "         mpmlab load https://127.0.0.1:8443/ -p h2 -c 4 -m 16 -r 2000",
            "         mpmlab load http://127.0.0.1:8080/ --hold 5000 --until-starved"
        })
final class LoadCommand implements Callable<Integer> {
    @Parameters(arity = "0..*", paramLabel = "URL", description = "http or https addresses")
    private List<URI> uris = List.of();

    @Mixin
    private LoadOptions options;

    @Option(
            names = {"-t", "--threads"},
            paramLabel = "N",
            defaultValue = "1",
            description = "event-loop threads; default: ${DEFAULT-VALUE}")
    private int threads;

    @Option(
            names = "--cpus",
            paramLabel = "LIST",
            description = "pin the threads to these CPUs, such as 1 or 2-3; default: wherever the kernel puts them")
    private String cpus;

    @Option(
            names = "--poll",
            description =
                    "the threads never sleep: answers are seen some 50 us sooner where waking up is slow; each needs a "
                            + "CPU that the server does not")
    private boolean poll;

    @Option(
            names = "--calibrate",
            description =
                    "measure the engine's own floor on this machine, against a trivial server, and keep it to show it "
                            + "beside every result; needs no URL")
    private boolean calibrate;

    @Mixin
    private JsonOption json;

    @Option(names = "--hlog", paramLabel = "FILE", description = "write the histograms here, as an HdrHistogram log")
    private Path hlog;

    @Option(
            names = "--result",
            paramLabel = "FILE",
            description = "write the whole result here as JSON, with its histograms")
    private Path whole;

    @Override
    public Integer call() throws InterruptedException {
        if (uris.isEmpty() && !calibrate) {
            throw new UsageException(
                    "what should be loaded? Give an address, such as http://127.0.0.1:8080/, or " + "--calibrate.");
        }
        TextFile.requireWritable(hlog);
        TextFile.requireWritable(whole);
        json.requireWritable();
        Optional<Load> load = uris.isEmpty() ? Optional.empty() : Optional.of(options.toward(uris));
        LoadLine line = new LoadLine(System.err, Terminal.movesCursor());
        try (LoadGenerator engine = new Engine(engineOptions())) {
            if (calibrate) {
                calibrate(engine, line);
            }
            return load.isEmpty() ? ExitCode.OK : run(load.get(), engine, line);
        } finally {
            line.clear();
        }
    }

    private EngineOptions engineOptions() {
        try {
            return EngineOptions.DEFAULT
                    .withThreads(threads)
                    .pinnedTo(cpus == null ? List.of() : CpuSet.parse(cpus).cpus())
                    .withPolling(poll)
                    .trustingAll();
        } catch (IllegalArgumentException unusable) {
            throw new UsageException(unusable.getMessage());
        }
    }

    private void calibrate(LoadGenerator engine, LoadLine line) throws InterruptedException {
        List<Integer> own = engineOptions().cpus();
        List<Integer> others = Machine.usableCpus().cpus().stream()
                .filter(cpu -> !own.contains(cpu))
                .toList();
        Floor floor = FloorMeasurement.measure(
                engine, FloorFile.machine(), own.isEmpty() ? List.of() : others, line.progress());
        Path file = FloorFile.write(floor);
        line.clear();
        if (uris.isEmpty()) { // else the load's figures have the floor beside them
            json.write(Json.pretty(floor));
        }
        if (!json.printed()) {
            LoadText.floor(floor).forEach(System.out::println);
            System.out.printf(Locale.ROOT, "steal meanwhile %.1f %%; kept in %s%n", floor.steal() * 100, file);
        }
    }

    private int run(Load load, LoadGenerator engine, LoadLine line) throws InterruptedException {
        LoadResult result;
        try {
            result = engine.run(load, line.progress());
        } catch (IllegalArgumentException beyondLimits) {
            throw new UsageException(beyondLimits.getMessage());
        }
        line.clear();
        write(result);
        boolean answered =
                result.targets().stream().anyMatch(target -> target.counts().completed() > 0);
        boolean found = load.idle().untilStarved()
                && result.targets().stream().allMatch(target -> target.idle().starved());
        return answered || found ? ExitCode.OK : ExitCode.INVALID;
    }

    private void write(LoadResult result) {
        Optional<Floor> floor = FloorFile.read();
        if (hlog != null) {
            TextFile.write(hlog, HistogramLog.of(result));
        }
        if (whole != null) {
            TextFile.write(whole, Json.pretty(result));
        }
        if (!json.printed()) {
            LoadText.of(result, floor, Terminal.columns()).forEach(System.out::println);
        }
        json.write(Json.pretty(LoadFigures.of(result, floor)));
    }
}
