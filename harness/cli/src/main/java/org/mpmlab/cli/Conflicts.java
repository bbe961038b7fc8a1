package org.mpmlab.cli;

import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Options that would be silently ignored. */
final class Conflicts {
    private Conflicts() {}

    /**
     * Refuses what was typed beside an option that leaves no use for it.
     *
     * @param allowed the options that may be typed, that one among them
     * @param why what that option does, the beginning of a sentence
     * @param instead what to do without it
     * @throws UsageException naming what else was typed
     */
    static void refuse(CommandSpec command, Set<String> allowed, String why, String instead) {
        List<String> ignored = command.commandLine().getParseResult().matchedArgs().stream()
                .map(argument -> argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel())
                .filter(name -> !allowed.contains(name))
                .distinct()
                .toList();
        if (!ignored.isEmpty()) {
            throw new UsageException(why + ", so it can't be given with " + String.join(", ", ignored)
                    + ".\n  Leave that out, or " + instead + ".");
        }
    }
}
