package org.mpmlab.cli;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.mpmlab.core.load.Protocol;
import org.mpmlab.core.run.Json;
import org.mpmlab.core.stack.Compatibility;
import org.mpmlab.core.stack.Compatibility.Refusal;
import org.mpmlab.core.stack.Composition;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows which MPM, PHP mode and protocol go together. */
@Command(
        name = "stacks",
        description = {"Lists which MPM, PHP mode, front and protocol go together.", "Says why the rest does not."},
        mixinStandardHelpOptions = true,
        footer = {"", "Example: mpmlab stacks"})
final class StacksCommand implements Callable<Integer> {
    @Option(names = "--json", description = "print them as JSON, for programs")
    private boolean json;

    @Override
    public Integer call() {
        if (json) {
            System.out.print(Json.pretty(Map.of("stacks", names(), "refusals", Compatibility.refusals())));
            return ExitCode.OK;
        }
        System.out.printf("%-24s %-6s %-6s%n", "stack", "h1", "h2");
        for (Composition composition : Compatibility.all()) {
            boolean possible = Compatibility.refusal(composition).isEmpty();
            boolean h2 =
                    possible && Compatibility.refusal(composition, Protocol.H2).isEmpty();
            System.out.printf(
                    "%-24s %-6s %-6s%s%n",
                    composition,
                    possible ? "yes" : "no",
                    h2 ? "yes" : "no",
                    Compatibility.refusal(composition)
                            .map(refusal -> " (" + refusal.id() + ")")
                            .orElse(""));
        }
        System.out.println();
        for (Refusal refusal : Compatibility.refusals()) {
            System.out.println(refusal.id() + ": " + refusal + "\n");
        }
        return ExitCode.OK;
    }

    private static List<String> names() {
        return Compatibility.valid().stream().map(Composition::name).toList();
    }
}
