package org.mpmlab.core.capacity.recommend;

import java.util.List;
import org.mpmlab.core.capacity.box.Target;
import org.mpmlab.core.capacity.model.Assessment;
import org.mpmlab.core.capacity.model.Resource;
import org.mpmlab.core.stack.Composition;
import org.mpmlab.core.stack.Settings;

/**
 * What a target should run.
 *
 * @param target what was asked
 * @param stack MPM and PHP mode
 * @param settings what to write into the configuration; the rest stays at the programs' defaults
 * @param assessment what it will carry, with the bounds and which of them binds
 * @param choiceReasons why this MPM and PHP mode
 * @param settingReasons why each setting has its value
 * @param limits of the system that must be raised
 * @param alternatives the best of every other stack that serves the needs, best first
 * @param purchases what more of a resource would bring, the most useful first
 * @param notes what to know before trusting it
 */
public record Recommendation(
        Target target,
        Composition stack,
        Settings settings,
        Assessment assessment,
        List<String> choiceReasons,
        List<SettingReason> settingReasons,
        List<KernelLimit> limits,
        List<Alternative> alternatives,
        List<Purchase> purchases,
        List<String> notes) {

    /**
     * A stack that came off second best.
     *
     * @param settings its own best
     * @param assessment what it would carry
     */
    public record Alternative(Composition stack, Settings settings, Assessment assessment) {}

    /**
     * What more of a resource would bring.
     *
     * @param resource CPU or memory
     * @param what in words, such as "5 CPUs instead of 4"
     * @param requestsPerSecond the promise then
     * @param targetShare how much of the target would be reached then, 0 to 1
     * @param gainPerSecond over the promise now
     */
    public record Purchase(
            Resource resource, String what, double requestsPerSecond, double targetShare, double gainPerSecond) {}

    public Recommendation {
        choiceReasons = List.copyOf(choiceReasons);
        settingReasons = List.copyOf(settingReasons);
        limits = List.copyOf(limits);
        alternatives = List.copyOf(alternatives);
        purchases = List.copyOf(purchases);
        notes = List.copyOf(notes);
    }
}
