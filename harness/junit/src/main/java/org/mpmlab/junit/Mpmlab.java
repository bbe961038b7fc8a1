package org.mpmlab.junit;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.mpmlab.core.load.LoadGenerator;
import org.mpmlab.core.run.Run;
import org.mpmlab.engine.Engine;
import org.mpmlab.engine.EngineOptions;
import org.mpmlab.lab.record.NoiseFloorStore;
import org.mpmlab.lab.record.RunDirectory;

/**
 * Compares servers from within a test, by the engine and the judge of {@code mpmlab run} and {@code mpmlab gate}. One
 * test at a time may measure; not for sharing between threads.
 */
public final class Mpmlab implements AutoCloseable {
    private final Consumer<Map<String, String>> report;
    private final Supplier<LoadGenerator> generators;
    private Optional<LoadGenerator> generator = Optional.empty();

    Mpmlab(Consumer<Map<String, String>> report) {
        this(report, () -> new Engine(EngineOptions.DEFAULT.trustingAll()));
    }

    Mpmlab(Consumer<Map<String, String>> report, Supplier<LoadGenerator> generators) {
        this.report = report;
        this.generators = generators;
    }

    /** Two servers that run already. Certificates are not verified. */
    public Comparison compare(URI first, URI second) {
        return compare(Server.at(first), Server.at(second));
    }

    /** Two servers that are started afresh for every block, as a run does with its containers. */
    public Comparison compare(Supplier<Server> first, Supplier<Server> second) {
        return Comparison.of(new Measuring(this::generator, first, second), report);
    }

    /**
     * A run that was made before: nothing is measured.
     *
     * @throws org.mpmlab.lab.LabException if there is no run
     */
    public StoredRun run(Path directory) {
        RunDirectory opened = RunDirectory.open(directory);
        Run run = opened.load();
        return new StoredRun(run, NoiseFloorStore.ofUser().of(opened, run), report);
    }

    private LoadGenerator generator() {
        if (generator.isEmpty()) {
            generator = Optional.of(generators.get());
        }
        return generator.get();
    }

    @Override
    public void close() {
        generator.ifPresent(LoadGenerator::close);
    }
}
