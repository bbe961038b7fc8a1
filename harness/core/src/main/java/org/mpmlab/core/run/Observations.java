package org.mpmlab.core.run;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What was seen of a stack's server while a cell was measured, in order of time.
 *
 * @param samples at least one before and one after the load
 * @param notes in words: what could not be observed here, and why
 * @param complaints what the servers have logged since they started, from warnings on, each once and without its time
 * @param oomKills processes of the server that the kernel has killed for want of memory since they started; empty where
 *     it does not tell
 */
public record Observations(List<Sample> samples, List<String> notes, List<String> complaints, OptionalLong oomKills) {
    public static final Observations NONE = new Observations(List.of(), List.of());

    public Observations {
        samples = List.copyOf(samples);
        notes = List.copyOf(notes);
        complaints = complaints == null ? List.of() : List.copyOf(complaints); // runs stored before there were any
        oomKills = oomKills == null ? OptionalLong.empty() : oomKills;
    }

    /** What was seen of a server whose log nobody read. */
    public Observations(List<Sample> samples, List<String> notes) {
        this(samples, notes, List.of(), OptionalLong.empty());
    }

    /** The same with what its servers complained of. */
    public Observations with(List<String> complaints, OptionalLong oomKills) {
        return new Observations(samples, notes, complaints, oomKills);
    }

    /** The greatest sum of PSS over all roles. */
    public OptionalLong peakPssBytes() {
        return samples.stream()
                .filter(sample -> !sample.roles().isEmpty())
                .mapToLong(Sample::pssBytes)
                .max();
    }

    /** The greatest sum of RSS over all roles: for showing how far it overstates. */
    public OptionalLong peakRssBytes() {
        return samples.stream()
                .filter(sample -> !sample.roles().isEmpty())
                .mapToLong(Sample::rssBytes)
                .max();
    }

    /** The greatest anonymous and shared memory that the kernel charged. */
    public OptionalLong peakCgroupBytes() {
        return samples.stream()
                .flatMap(sample -> sample.cgroup().stream())
                .mapToLong(CgroupUsage::workingBytes)
                .max();
    }

    /** The sample with the greatest PSS. */
    public Optional<Sample> peak() {
        return samples.stream()
                .filter(sample -> !sample.roles().isEmpty())
                .max(java.util.Comparator.comparingLong(Sample::pssBytes));
    }

    /** The most busy workers that mod_status showed. */
    public OptionalDouble peakBusyWorkers() {
        return samples.stream()
                .flatMap(sample -> sample.scoreboard().stream())
                .flatMapToInt(scoreboard -> scoreboard.busyWorkers().stream())
                .asDoubleStream()
                .max();
    }

    /**
     * CPU time that the server's containers used for a load.
     *
     * @param elapsed of the load: what is used later goes into asking idle connections again
     */
    public OptionalLong cpuMicros(Duration elapsed) {
        List<Sample> readings =
                samples.stream().filter(sample -> sample.cgroup().isPresent()).toList();
        return readings.stream()
                .skip(1)
                .min(Comparator.comparing(sample -> sample.at().minus(elapsed).abs()))
                .map(last -> OptionalLong.of(cpuMicros(last) - cpuMicros(readings.get(0))))
                .orElse(OptionalLong.empty());
    }

    private static long cpuMicros(Sample sample) {
        return sample.cgroup().orElseThrow().cpuMicros();
    }
}
