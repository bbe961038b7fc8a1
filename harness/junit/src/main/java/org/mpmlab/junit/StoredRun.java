package org.mpmlab.junit;

import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.mpmlab.core.run.Run;
import org.mpmlab.core.scenario.yaml.InvalidConfiguration;
import org.mpmlab.core.verdict.Judgement;
import org.mpmlab.core.verdict.NoiseFloors;
import org.mpmlab.core.verdict.Verdict;
import org.mpmlab.core.verdict.gate.GateJudge;
import org.mpmlab.core.verdict.gate.GateReader;
import org.mpmlab.core.verdict.gate.GateResult;
import org.mpmlab.core.verdict.gate.Outcome;
import org.mpmlab.core.verdict.gate.RuleResult;

/** A run that was made before, to hold rules against. */
public final class StoredRun {
    private final Run run;
    private final NoiseFloors floors;
    private final Consumer<Map<String, String>> report;

    StoredRun(Run run, NoiseFloors floors, Consumer<Map<String, String>> report) {
        this.run = run;
        this.floors = floors;
        this.report = report;
    }

    /**
     * Asserts what a gate's rule says, such as {@code ttfb.p99 <= 80ms on event+fpm/php29}.
     *
     * @throws AssertionError when the run shows that it does not hold, or its evidence must not count, or there is none
     * @throws org.opentest4j.TestAbortedException when the run can't tell
     * @throws InvalidConfiguration for a rule that can't be read, or one about what the run does not have
     */
    public void holds(String rule) {
        String quoted = rule.replace("'", "''");
        var gate = GateReader.read("name: test\nrules:\n- '" + quoted + "'\n", "rule");
        GateResult result = GateJudge.judge(gate, run, Optional.empty(), floors);
        RuleResult judged = result.rules().get(0);
        Judgement judgement = judged.judgement();
        // A gate does not pass over a run of which nothing counts, such as one that was killed before; nor does a test.
        Verdict verdict = judged.outcome() == Outcome.INVALID ? Verdict.INVALID : judgement.verdict();
        Optional<String> floor = judgement
                .noiseFloor()
                .map(known -> "This machine can prove equality within " + known.provable() + ".")
                .or(result::uncalibrated);
        Verdicts.conclude(rule, verdict, judgement, floor, report);
    }
}
