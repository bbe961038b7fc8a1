package org.mpmlab.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.mpmlab.core.capacity.box.Target;
import org.mpmlab.core.capacity.box.TargetReader;
import org.mpmlab.core.scenario.ObjectiveReader;
import picocli.CommandLine.Option;

/** The box that is asked about, and how well it must answer. */
final class TargetOptions {
    @Option(
            names = "--target",
            required = true,
            paramLabel = "TARGET|FILE",
            description = "the box, such as cpus=4,memory=8GiB,keepalive-connections=5000,rate=300, or a file with the "
                    + "same words; docs/capacity.md lists them")
    private String target;

    @Option(
            names = "--slo",
            paramLabel = "OBJECTIVE",
            description = "how well it must answer, such as 'ttfb.p99<=200ms, errors<=0.1%%'; quote it for the shell")
    private String objective;

    /** What they say. */
    Target read() {
        Path file = Path.of(target);
        boolean stored = Files.isRegularFile(file);
        if (!stored && !target.contains("=")) {
            throw new UsageException("--target " + target + " is no file, nor words such as cpus=4,memory=8GiB.\n"
                    + "  Describe the box, or name a file that does; docs/capacity.md lists the words.");
        }
        Target read = stored ? TargetReader.file(target, TextFile.read(file)) : TargetReader.option("--target", target);
        return objective == null ? read : read.withObjective(ObjectiveReader.option("--slo", objective));
    }

    /** As they are typed. */
    List<String> words() {
        List<String> words = new ArrayList<>(List.of("--target", target));
        if (objective != null) {
            words.addAll(List.of("--slo", objective));
        }
        return words;
    }
}
