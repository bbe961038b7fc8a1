package org.mpmlab.reports.figure;

import java.util.List;
import java.util.Optional;
import org.mpmlab.core.scenario.LoadShape;
import org.mpmlab.core.site.Site;
import org.mpmlab.core.stack.Composition;
import org.mpmlab.core.stack.Mpm;
import org.mpmlab.core.stack.PhpMode;

/**
 * The stacks that met the same load on the same site, and may therefore be compared.
 *
 * @param site what they served
 * @param load what they were sent
 * @param arms in the scenario's order; those without any cell are left out
 */
public record Comparison(Site site, LoadShape load, List<Arm> arms) {
    /** What people come from, and where it cannot be had (HTTP/2), what they go to. */
    private static final List<Composition> REFERENCES =
            List.of(Composition.apache(Mpm.PREFORK, PhpMode.MOD_PHP), Composition.apache(Mpm.EVENT, PhpMode.FPM));

    public Comparison {
        arms = List.copyOf(arms);
    }

    public Optional<Arm> arm(String stack) {
        return arms.stream().filter(arm -> arm.name().equals(stack)).findFirst();
    }

    /** The arms with at least one block that counts. */
    public List<Arm> counting() {
        return arms.stream().filter(Arm::counts).toList();
    }

    /**
     * What the others are set against: prefork with mod_php, else event with PHP-FPM, else the first; only among arms
     * that count.
     */
    public Optional<Arm> reference() {
        List<Arm> counting = counting();
        return REFERENCES.stream()
                .flatMap(parts -> counting.stream()
                        .filter(arm -> arm.stack().composition().equals(Optional.of(parts))))
                .findFirst()
                .or(() -> counting.stream().findFirst());
    }

    /** What most ask about: event with PHP-FPM, when it counts and is not the reference itself. */
    public Optional<Arm> modern() {
        Optional<String> reference = reference().map(Arm::name);
        return counting().stream()
                .filter(arm -> arm.stack().composition().equals(Optional.of(REFERENCES.get(1))))
                .filter(arm -> !reference.equals(Optional.of(arm.name())))
                .findFirst();
    }

    /** Block by block, an arm's figure over the reference's; only blocks in which both count. */
    public Optional<Spread> ratio(Arm arm, Measure measure) {
        return reference().flatMap(reference -> arm.over(reference, measure));
    }
}
