package org.mpmlab.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.mpmlab.core.load.Floor;
import org.mpmlab.core.run.Json;
import org.mpmlab.lab.machine.Machine;

/** Where the engine's own floor on this machine is kept: the user's cache, as the XDG base directories have it. */
final class FloorFile {
    private FloorFile() {}

    /** This machine in words; what was measured on another one does not hold here. */
    static String machine() {
        return Machine.cpuModel() + ", " + Machine.usableCpus().cpus().size() + " CPUs, Linux " + Machine.kernel();
    }

    /** The floor that was measured on this machine, if any was. */
    static Optional<Floor> read() {
        try {
            return Optional.of(Json.MAPPER.readValue(path().toFile(), Floor.class))
                    .filter(floor -> floor.machine().equals(machine()));
        } catch (IOException noneOrOld) {
            return Optional.empty();
        }
    }

    static Path write(Floor floor) {
        Path file = path();
        try {
            Files.createDirectories(file.getParent());
            Path partial = Files.createTempFile(file.getParent(), "floor", ".json");
            Files.writeString(partial, Json.pretty(floor));
            Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException unwritable) {
            throw new UsageException(file + " can't be written: " + unwritable.getMessage()
                    + ". Set XDG_CACHE_HOME to a folder that can.");
        }
        return file;
    }

    private static Path path() {
        String cache = System.getenv("XDG_CACHE_HOME");
        Path base =
                cache == null || cache.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache);
        return base.resolve("mpmlab").resolve("floor.json");
    }
}
