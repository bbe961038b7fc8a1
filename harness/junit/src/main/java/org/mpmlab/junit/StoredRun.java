package org.mpmlab.junit;

import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.mpmlab.core.run.Run;
import org.mpmlab.core.scenario.yaml.InvalidConfiguration;
import org.mpmlab.core.verdict.gate.GateJudge;
import org.mpmlab.core.verdict.gate.GateReader;

/** A run that was made before, to hold rules against. */
public final class StoredRun {
    private final Run run;
    private final Consumer<Map<String, String>> report;

    StoredRun(Run run, Consumer<Map<String, String>> report) {
        this.run = run;
        this.report = report;
    }

    /**
     * Asserts what a gate's rule says, such as {@code ttfb.p99 <= 80ms on event+fpm/php29}.
     *
     * @throws AssertionError when the run shows that it does not hold
     * @throws org.opentest4j.TestAbortedException when the run can't tell, or its evidence must not count
     * @throws InvalidConfiguration for a rule that can't be read, or one about what the run does not have
     */
    public void holds(String rule) {
        String quoted = rule.replace("'", "''");
        var gate = GateReader.read("name: test\nrules:\n- '" + quoted + "'\n", "rule");
        Verdicts.conclude(
                rule,
                GateJudge.judge(gate, run, Optional.empty()).rules().get(0).judgement(),
                report);
    }
}
