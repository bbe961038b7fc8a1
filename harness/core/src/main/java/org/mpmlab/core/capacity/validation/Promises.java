package org.mpmlab.core.capacity.validation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.mpmlab.core.capacity.answer.Answer;
import org.mpmlab.core.capacity.answer.Arm;
import org.mpmlab.core.capacity.box.Target;
import org.mpmlab.core.capacity.model.Assessment;
import org.mpmlab.core.capacity.model.CapacityModel;
import org.mpmlab.core.capacity.model.Estimated;
import org.mpmlab.core.capacity.model.Profile;
import org.mpmlab.core.capacity.peer.Peer;
import org.mpmlab.core.capacity.peer.Peers;
import org.mpmlab.core.capacity.recommend.Recommendation;
import org.mpmlab.core.capacity.recommend.StackChoice;
import org.mpmlab.core.run.Role;
import org.mpmlab.core.run.RoleUsage;
import org.mpmlab.core.run.Run;
import org.mpmlab.core.stack.Composition;
import org.mpmlab.core.stack.Mpm;
import org.mpmlab.core.stack.PhpMode;

/** Makes of an answer the promise that is put to the test. A function of its arguments. */
public final class Promises {
    private static final Composition OF_APACHE2BUDDY = Composition.apache(Mpm.PREFORK, PhpMode.MOD_PHP);

    private Promises() {}

    /**
     * What is promised for as much of a target as can be tested.
     *
     * @param asked the whole target
     * @param reach as much of it as the machine reaches
     * @param answer for the reached target
     * @param stored the run that the answer rests on
     * @throws IllegalArgumentException if the answer recommends nothing
     */
    public static Promise of(Target asked, Reach reach, Answer answer, Run stored) {
        Recommendation found = answer.advice()
                .recommendation()
                .orElseThrow(() -> new IllegalArgumentException("nothing is recommended, so nothing is promised"));
        Assessment assessment = found.assessment();
        Optional<Profile> profile = profile(answer, assessment);
        Optional<CapacityModel> model = profile.map(costs -> new CapacityModel(costs, reach.target()));
        List<Contender> contenders = contenders(answer, found, stored);
        return new Promise(
                Promise.SCHEMA,
                answer.run(),
                answer.site(),
                asked,
                reach.target(),
                reach.beyond(),
                promised(assessment),
                model.flatMap(one -> one.objectiveRate(assessment.settings())),
                model.map(one -> one.cpuSecondsPerRequest(assessment.settings())),
                profile,
                assessment.ttfb().stream()
                        .filter(ttfb -> ttfb.requestsPerSecond() == assessment.promisedPerSecond())
                        .toList(),
                assessment.memoryBytes(),
                contenders.get(0).holdsAtRest(),
                (int) assessment.plannedConnections(),
                assessment.busyWorkers().value(),
                contenders);
    }

    /** From the promised rate to as much as it may be. */
    private static Estimated promised(Assessment assessment) {
        double promised = assessment.promisedPerSecond();
        Estimated carried = assessment.carriedRate();
        return new Estimated(promised, promised, carried.high(), carried.source());
    }

    private static Optional<Profile> profile(Answer answer, Assessment assessment) {
        return answer.measured().stream()
                .filter(one -> one.stack().equals(assessment.stack()))
                .flatMap(one -> one.profile().stream())
                .findFirst();
    }

    private static List<Contender> contenders(Answer answer, Recommendation found, Run stored) {
        List<Contender> all = new ArrayList<>();
        all.add(new Contender(
                Promise.RECOMMENDED, List.of(), found.stack(), found.settings(), "this recommendation", List.of()));
        for (Arm arm : answer.arms()) {
            Composition stack = arm.assessment().stack();
            add(all, new Contender(arm.name(), List.of(), stack, arm.settings(), arm.source(), arm.notes()));
        }
        apache2buddy(answer, stored)
                .ifPresent(peer -> add(
                        all,
                        new Contender(
                                peer.name(),
                                List.of(),
                                peer.stack(),
                                peer.settings(),
                                peer.source(),
                                List.of("Taken from the resident size of httpd's processes as the run saw them; it "
                                        + "would go by pmap -d. " + peer.note()))));
        return all;
    }

    /** Who says the same as another is not measured twice. */
    private static void add(List<Contender> all, Contender next) {
        for (int i = 1; i < all.size(); i++) {
            Contender other = all.get(i);
            if (other.stack().equals(next.stack()) && other.settings().equals(next.settings())) {
                List<String> also = new ArrayList<>(other.also());
                also.add(next.name());
                all.set(
                        i,
                        new Contender(
                                other.name(), also, other.stack(), other.settings(), other.source(), other.notes()));
                return;
            }
        }
        all.add(next);
    }

    /** It knows prefork alone, so it says what prefork with mod_php should run: where that was measured and will do. */
    private static Optional<Peer> apache2buddy(Answer answer, Run stored) {
        boolean profiled = answer.measured().stream()
                .anyMatch(one ->
                        one.stack().equals(OF_APACHE2BUDDY) && one.profile().isPresent());
        boolean allowed =
                StackChoice.refusal(OF_APACHE2BUDDY, answer.target().needs()).isEmpty();
        OptionalLong largest = largestProcess(stored, answer.site());
        return profiled && allowed && largest.isPresent()
                ? Peers.apache2buddy(OF_APACHE2BUDDY, answer.target().memoryBytes(), 0, largest.getAsLong())
                : Optional.empty();
    }

    private static OptionalLong largestProcess(Run stored, String site) {
        return stored.cells().stream()
                .filter(cell -> cell.site().equals(site))
                .filter(cell -> stored.scenario()
                        .stack(cell.stack())
                        .composition()
                        .filter(OF_APACHE2BUDDY::equals)
                        .isPresent())
                .flatMap(cell -> cell.observations().samples().stream())
                .flatMap(sample -> sample.roles().stream())
                .filter(role -> role.role() == Role.HTTPD_CHILD && role.processes() > 0 && role.rssBytes() > 0)
                .max(Comparator.comparingLong(Promises::resident))
                .map(role -> OptionalLong.of(resident(role)))
                .orElse(OptionalLong.empty());
    }

    private static long resident(RoleUsage role) {
        return Math.max(1, role.rssBytes() / role.processes());
    }
}
