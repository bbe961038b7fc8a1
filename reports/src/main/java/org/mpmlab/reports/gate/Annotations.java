package org.mpmlab.reports.gate;

import java.util.stream.Collectors;
import org.mpmlab.core.verdict.gate.GateResult;
import org.mpmlab.core.verdict.gate.Outcome;
import org.mpmlab.core.verdict.gate.RuleResult;
import org.mpmlab.reports.words.Clean;

/** A judged gate as GitHub's workflow commands, which put each rule's outcome beside its line of the gate. Pure. */
public final class Annotations {
    private Annotations() {}

    /**
     * One command for each rule that did not pass, each on a line of its own.
     *
     * @param result whose source is a path as the repository has it
     */
    public static String github(GateResult result) {
        return result.rules().stream()
                .filter(rule -> rule.outcome() != Outcome.PASSED)
                .map(rule -> command(result.source(), rule))
                .collect(Collectors.joining());
    }

    private static String command(String source, RuleResult rule) {
        String level = rule.outcome().stops() ? "error" : "warning";
        return "::" + level
                + " file=" + property(source)
                + ",line=" + rule.rule().line()
                + ",col=" + rule.rule().column()
                + ",title=" + property("mpmlab gate: " + rule.outcome().word())
                + "::" + data(Lines.message(rule)) + "\n";
    }

    /** As the runner's own toolkit escapes a command's message; what would end the line is gone before. */
    private static String data(String text) {
        return Clean.line(text).replace("%", "%25");
    }

    /** As the runner's own toolkit escapes a command's properties. */
    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }
}
