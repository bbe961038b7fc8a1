package org.mpmlab.lab.record;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.mpmlab.core.run.Json;
import org.mpmlab.core.run.Run;
import org.mpmlab.core.verdict.NoiseFloors;
import org.mpmlab.lab.LabException;

/**
 * What machines can tell apart, as {@code calibrate} found it: a file for each machine in the user's cache, beside the
 * load engine's own floor. One machine's floors never stand in for another's.
 */
public final class NoiseFloorStore {
    private static final String IN_RUN = "noise-floors.json";
    private static final int NAME_DIGITS = 12;

    private final Path folder;

    NoiseFloorStore(Path folder) {
        this.folder = folder;
    }

    /** Where the XDG base directories have it. */
    public static NoiseFloorStore ofUser() {
        String cache = System.getenv("XDG_CACHE_HOME");
        Path base =
                cache == null || cache.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache);
        return new NoiseFloorStore(base.resolve("mpmlab").resolve("noise-floors"));
    }

    /**
     * What is known of a machine; none where it was never calibrated.
     *
     * @param machine as {@link org.mpmlab.core.run.Environment#machine()} has it
     */
    public NoiseFloors read(String machine) {
        return read(file(machine), machine);
    }

    private static NoiseFloors read(Path file, String machine) {
        try {
            NoiseFloors floors = Json.MAPPER.readValue(file.toFile(), NoiseFloors.class);
            return floors.machine().equals(machine) ? floors : NoiseFloors.NONE;
        } catch (IOException noneOrBroken) {
            return NoiseFloors.NONE;
        }
    }

    /**
     * What is known of the machine that a run was made on: here, or else as the run took it along when it was begun, so
     * that its verdicts show it wherever they are judged.
     */
    public NoiseFloors of(RunDirectory directory, Run run) {
        String machine = run.environment().machine();
        NoiseFloors here = read(machine);
        return here.isEmpty() ? read(directory.path().resolve(IN_RUN), machine) : here;
    }

    /** Gives a run what is known of its machine; nothing where that is nothing. */
    public void copyTo(RunDirectory directory, String machine) {
        NoiseFloors known = read(machine);
        if (!known.isEmpty()) {
            directory.write(IN_RUN, Json.pretty(known));
        }
    }

    /**
     * Keeps floors, in place of earlier ones of the same site, load and measure.
     *
     * @throws LabException if the cache can't be written
     */
    public Path add(NoiseFloors found) {
        NoiseFloors known = read(found.machine());
        NoiseFloors all = new NoiseFloors(found.machine(), known.floors()).with(found);
        Path file = file(found.machine());
        try {
            Files.createDirectories(folder);
            Path partial = Files.createTempFile(folder, "floors", ".json");
            Files.writeString(partial, Json.pretty(all));
            return Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException unwritable) {
            throw new LabException(
                    file + " can't be written: " + unwritable.getMessage()
                            + ".\n  Set XDG_CACHE_HOME to a folder that can.",
                    unwritable);
        }
    }

    private Path file(String machine) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(machine.getBytes(StandardCharsets.UTF_8));
            return folder.resolve(HexFormat.of().formatHex(hash).substring(0, NAME_DIGITS) + ".json");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
