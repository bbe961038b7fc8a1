package org.mpmlab.core.capacity.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mpmlab.core.capacity.box.Target;
import org.mpmlab.core.capacity.current.CurrentReader;
import org.mpmlab.core.capacity.current.CurrentSettings;
import org.mpmlab.core.capacity.model.CapacityModel;
import org.mpmlab.core.capacity.model.Profile;
import org.mpmlab.core.capacity.peer.Peer;
import org.mpmlab.core.capacity.peer.Peers;
import org.mpmlab.core.capacity.profile.Measured;
import org.mpmlab.core.capacity.profile.ProfileReader;
import org.mpmlab.core.capacity.recommend.Advice;
import org.mpmlab.core.capacity.recommend.Recommendation;
import org.mpmlab.core.capacity.recommend.Recommender;
import org.mpmlab.core.capacity.snippet.Instructions;
import org.mpmlab.core.capacity.snippet.Platform;
import org.mpmlab.core.capacity.snippet.Snippets;
import org.mpmlab.core.run.CellResult;
import org.mpmlab.core.run.Run;
import org.mpmlab.core.stack.Composition;
import org.mpmlab.core.stack.Defaults;
import org.mpmlab.core.stack.Settings;

/** Works an answer out of a stored run. A function of its arguments. */
public final class Answers {
    /** Debian 13's, for runs that did not see PHP's version. */
    private static final String USUAL_PHP = "8.4";

    private Answers() {}

    /**
     * A configuration of the user's own.
     *
     * @param source how messages name it
     */
    public record Current(String source, String text) {}

    /**
     * The answer for one site of a run.
     *
     * @param platform whose files are wanted, if any
     * @param current the user's own settings, as one more to compare to, if any
     * @throws org.mpmlab.core.scenario.yaml.InvalidConfiguration if the user's own settings can't be read
     */
    public static Answer of(
            Run run, String site, Target target, Optional<Platform> platform, Optional<Current> current) {
        return of(run, Optional.empty(), site, target, platform, current);
    }

    /**
     * The same, with the growth of processes from another run.
     *
     * @param soak of the same site on the same machine
     */
    public static Answer of(
            Run run,
            Optional<Run> soak,
            String site,
            Target target,
            Optional<Platform> platform,
            Optional<Current> current) {
        List<Measured> measured = ProfileReader.read(run, site, target.keepAliveConnections() > 0, soak);
        List<Profile> profiles =
                measured.stream().flatMap(one -> one.profile().stream()).toList();
        Advice advice =
                profiles.isEmpty() ? new Advice(Optional.empty(), List.of()) : Recommender.recommend(profiles, target);
        Optional<Recommendation> best = advice.recommendation();
        return new Answer(
                Answer.SCHEMA,
                run.about().id(),
                site,
                target,
                measured,
                advice,
                best.map(found -> arms(profiles, found.stack(), target, current))
                        .orElse(List.of()),
                best.flatMap(found -> platform.map(where -> instructions(run, site, target, found, where))));
    }

    private static Profile profile(List<Profile> profiles, Composition stack) {
        return profiles.stream()
                .filter(profile -> profile.stack().equals(stack))
                .findFirst()
                .orElseThrow();
    }

    private static List<Arm> arms(
            List<Profile> profiles, Composition recommended, Target target, Optional<Current> current) {
        CapacityModel model = new CapacityModel(profile(profiles, recommended), target);
        List<Arm> arms = new ArrayList<>();
        for (Peer peer : Peers.of(recommended)) {
            arms.add(arm(
                    model,
                    recommended,
                    peer.name(),
                    peer.settings(),
                    peer.source(),
                    Stream.of(peer.note()).filter(note -> !note.isEmpty()).toList()));
        }
        current.ifPresent(own -> arms.add(arm(profiles, recommended, target, own)));
        return arms;
    }

    /** The user's own settings, on the stack that they are for and complete as that server has them. */
    private static Arm arm(List<Profile> profiles, Composition recommended, Target target, Current own) {
        List<Composition> measured = Stream.concat(
                        Stream.of(recommended), profiles.stream().map(Profile::stack))
                .distinct()
                .toList();
        CurrentSettings read = CurrentReader.read(measured, own.source(), own.text());
        Settings complete = Defaults.inProduction(read.stack(), read.settings());
        List<String> notes = new ArrayList<>();
        notes.add("Read as settings of " + read.stack() + ".");
        String unsaid = complete.values().entrySet().stream()
                .filter(entry -> !read.settings().values().containsKey(entry.getKey()))
                .map(entry -> entry.getKey().directive() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
        if (!unsaid.isEmpty()) {
            notes.add("It does not say, so that the programs' defaults count: " + unsaid);
        }
        read.corrections().forEach(correction -> notes.add("would be corrected: " + correction));
        read.ignored().forEach(ignored -> notes.add("passed over: " + ignored));
        CapacityModel model = new CapacityModel(profile(profiles, read.stack()), target);
        return arm(model, read.stack(), "current", complete, own.source(), notes);
    }

    private static Arm arm(
            CapacityModel model, Composition stack, String name, Settings settings, String source, List<String> notes) {
        return new Arm(name, settings, source, notes, model.assess(Defaults.effective(stack, settings)));
    }

    /**
     * How a recommendation for one of the run's sites is applied on a platform.
     *
     * @param target that it was found for
     */
    public static Instructions instructions(
            Run run, String site, Target target, Recommendation found, Platform platform) {
        String version = run.cells().stream()
                .filter(cell -> cell.site().equals(site))
                .map(CellResult::identity)
                .flatMap(Optional::stream)
                .flatMap(identity -> identity.phpVersion().stream())
                .findFirst()
                .map(full -> full.replaceFirst("^([0-9]+\\.[0-9]+).*", "$1"))
                .orElse(USUAL_PHP);
        return Snippets.of(platform, found.stack(), found.settings(), found.limits(), target.needs(), version);
    }
}
