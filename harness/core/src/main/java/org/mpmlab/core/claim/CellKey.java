package org.mpmlab.core.claim;

import java.util.ArrayList;
import java.util.List;
import org.mpmlab.core.run.CellResult;
import org.mpmlab.core.scenario.LoadShape;
import org.mpmlab.core.scenario.Scenario;
import org.mpmlab.core.site.Site;
import org.mpmlab.core.stack.Stack;

/** What is measured once a block: a stack on a site under a load, by their names. */
public record CellKey(String stack, String site, String load) {

    /** Every cell that a scenario has in a block. */
    static List<CellKey> all(Scenario scenario) {
        List<CellKey> all = new ArrayList<>();
        for (Site site : scenario.sites()) {
            for (LoadShape load : scenario.loads()) {
                for (Stack stack : scenario.stacks()) {
                    if (load.isFor(site.name()) && load.isTakenBy(stack)) {
                        all.add(new CellKey(stack.name(), site.name(), load.name()));
                    }
                }
            }
        }
        return all;
    }

    boolean of(CellResult cell) {
        return cell.stack().equals(stack)
                && cell.site().equals(site)
                && cell.load().equals(load);
    }
}
