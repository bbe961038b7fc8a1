package org.mpmlab.core.verdict;

import java.util.Optional;
import org.mpmlab.core.run.CellResult;
import org.mpmlab.core.run.Identity;
import org.mpmlab.core.run.Run;

/** Which page was measured: servers that answer with different ones do not do the same work. */
public final class Pages {
    private Pages() {}

    /** What a stack answered with on a site under a load, in the first cell that counts and knows. */
    public static Optional<Identity> measured(Run run, String stack, String site, String load) {
        return run.cells().stream()
                .filter(cell -> cell.stack().equals(stack)
                        && cell.site().equals(site)
                        && cell.load().equals(load)
                        && cell.validity().valid())
                .map(CellResult::identity)
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** Whether both have the same status and length. */
    static boolean alike(Identity one, Identity other) {
        return one.status() == other.status() && one.bodyBytes() == other.bodyBytes();
    }

    /** The status and the length, in words. */
    static String words(Identity page) {
        return page.status() + " with " + page.bodyBytes() + " bytes";
    }
}
