package org.mpmlab.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.mpmlab.core.claim.ClaimVerdict;
import org.mpmlab.core.claim.Outcome;
import org.mpmlab.core.claim.Source;
import org.mpmlab.reports.words.Clean;

/** Claims and their verdicts as lines of text. */
final class VerdictTable {
    private VerdictTable() {}

    /**
     * A line for each claim, and below it one for each of its parts with what it still needs.
     *
     * @param uncalibrated what is to be said once, in the end, of what the machine can prove
     */
    static List<String> of(List<ClaimVerdict> verdicts, String evidence, Optional<String> uncalibrated) {
        List<String> lines = new ArrayList<>();
        for (ClaimVerdict verdict : verdicts) {
            lines.add(String.format(
                    "%-26s %-8s %-13s %s",
                    verdict.claim(),
                    verdict.sources().stream().map(Source::id).collect(Collectors.joining(",")),
                    verdict.verdict().word(),
                    verdict.statement()));
            verdict.outcomes().forEach(outcome -> lines.addAll(part(outcome)));
        }
        lines.add("");
        lines.add("evidence: " + evidence);
        uncalibrated.ifPresent(lines::add);
        return lines.stream().map(Clean::line).toList();
    }

    private static List<String> part(Outcome outcome) {
        List<String> lines = new ArrayList<>();
        lines.add("    " + outcome.verdict().word() + ": " + outcome.what()
                + (outcome.found().isEmpty() ? "" : ": " + outcome.found()));
        outcome.needs().ifPresent(needs -> lines.add("        needs " + needs));
        outcome.judgement()
                .flatMap(judgement -> judgement.noiseFloor())
                .ifPresent(floor -> lines.add("        this machine can prove equality within " + floor.provable()));
        return lines;
    }
}
