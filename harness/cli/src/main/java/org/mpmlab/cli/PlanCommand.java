package org.mpmlab.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.mpmlab.core.plan.PlanText;
import org.mpmlab.core.run.Json;
import org.mpmlab.lab.machine.Fingerprint;
import org.mpmlab.lab.record.NoiseFloorStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what a run would do. */
@Command(
        name = "plan",
        description = {
            "Shows what a run would do, and starts nothing.",
            "Cells, order, seed and how long it would take."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Example: mpmlab plan full --budget 2h"})
final class PlanCommand implements Callable<Integer> {
    @Mixin
    private ScenarioOptions options;

    @Option(names = "--json", description = "print the plan as JSON, for programs")
    private boolean json;

    @Option(names = "--every-block", description = "write out the order of every block, not of the first alone")
    private boolean everyBlock;

    @Override
    public Integer call() {
        ScenarioOptions.Asked asked = options.read(Home.find());
        System.out.print(
                json
                        ? Json.pretty(asked.plan())
                        : PlanText.of(asked.scenario(), asked.plan(), asked.givenUp(), everyBlock));
        if (!json) {
            List<String> provable =
                    NoiseFloorStore.ofUser().read(Fingerprint.machine()).outlook(asked.scenario());
            if (!provable.isEmpty()) {
                System.out.println("\nNoise floor");
                provable.forEach(line -> System.out.println("  " + line));
            }
        }
        return ExitCode.OK;
    }
}
