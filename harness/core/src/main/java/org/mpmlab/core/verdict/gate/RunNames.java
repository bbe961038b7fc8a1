package org.mpmlab.core.verdict.gate;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.mpmlab.core.run.Run;
import org.mpmlab.core.scenario.LoadShape;
import org.mpmlab.core.scenario.Scenario;
import org.mpmlab.core.scenario.yaml.InvalidConfiguration;
import org.mpmlab.core.scenario.yaml.Nearest;
import org.mpmlab.core.scenario.yaml.Problem;
import org.mpmlab.core.site.Site;
import org.mpmlab.core.stack.Stack;
import org.mpmlab.core.verdict.Measure;

/** Holds a rule's names against those that a run has, and finds the load that a rule does not name. */
final class RunNames {
    private final Run run;
    private final String source;
    private final List<Problem> problems;

    RunNames(Run run, String source, List<Problem> problems) {
        this.run = run;
        this.source = source;
        this.problems = problems;
    }

    /** The rule with its load; empty when the run lacks something, which is then among the problems. */
    Optional<Rule> resolve(Rule rule) {
        Scenario scenario = run.scenario();
        int before = problems.size();
        List<String> stacks = names(scenario.stacks(), Stack::name);
        check(rule, "stack", rule.arm(), stacks);
        rule.against().ifPresent(other -> check(rule, "stack", other, stacks));
        check(rule, "site", rule.site(), names(scenario.sites(), Site::name));
        rule.load().ifPresent(load -> check(rule, "load", load, names(scenario.loads(), LoadShape::name)));
        if (problems.size() > before) {
            return Optional.empty();
        }
        return rule.load().isPresent() ? Optional.of(rule).filter(this::measured) : onlyLoad(rule);
    }

    private void check(Rule rule, String what, String name, Collection<String> names) {
        if (!names.contains(name)) {
            problem(
                    rule,
                    "the run has no " + what + " '" + name + "'",
                    Optional.of(String.join(", ", names)),
                    Nearest.to(name, names));
        }
    }

    /** Whether the run was to measure it at all; what was planned and not reached is a matter of evidence. */
    private boolean measured(Rule rule) {
        String load = rule.load().orElseThrow();
        if (!loads(rule).contains(load)) {
            problem(
                    rule,
                    "the run does not measure " + arms(rule) + " on " + rule.site() + " under " + load,
                    Optional.of(loads(rule).isEmpty() ? "what the run measures" : String.join(", ", loads(rule))),
                    Optional.empty());
            return false;
        }
        if (needsMachine(rule.measure()) && run.scenario().load(load).inRounds()) {
            problem(
                    rule,
                    rule.measure().word() + " is not measured by " + load + ", under which stacks take turns",
                    Optional.of("a load that each stack has to itself (arrival: closed or open)"),
                    Optional.empty());
            return false;
        }
        return true;
    }

    private Optional<Rule> onlyLoad(Rule rule) {
        List<String> fitting = loads(rule).stream()
                .filter(load -> !needsMachine(rule.measure())
                        || !run.scenario().load(load).inRounds())
                .toList();
        List<String> best = fitting.stream()
                .filter(load -> run.scenario().load(load).inRounds()
                        == rule.measure().kind().isTime())
                .toList();
        List<String> candidates = best.isEmpty() || rule.measure().kind() == Measure.Kind.ERRORS ? fitting : best;
        if (candidates.size() == 1) {
            return Optional.of(rule.under(candidates.get(0)));
        }
        problem(
                rule,
                candidates.isEmpty()
                        ? "the run has no load that measures " + rule.measure().word() + " of " + arms(rule) + " on "
                                + rule.site()
                        : "'" + rule.text() + "' does not say under which load",
                Optional.of(
                        candidates.isEmpty()
                                ? "what the run measures"
                                : "under " + String.join(", under ", candidates)),
                Optional.empty());
        return Optional.empty();
    }

    /** The loads under which the run measures all of the rule's stacks on its site, in the scenario's order. */
    private List<String> loads(Rule rule) {
        return run.scenario().loads().stream()
                .map(LoadShape::name)
                .filter(load -> planned(rule.arm(), rule.site(), load)
                        && rule.against()
                                .map(other -> planned(other, rule.site(), load))
                                .orElse(true))
                .toList();
    }

    private boolean planned(String stack, String site, String load) {
        return run.plan().steps().stream()
                .anyMatch(step -> step.site().equals(site)
                        && step.load().equals(load)
                        && step.stacks().contains(stack));
    }

    private static String arms(Rule rule) {
        return rule.against().map(other -> rule.arm() + " and " + other).orElse(rule.arm());
    }

    private static boolean needsMachine(Measure measure) {
        return measure.kind() == Measure.Kind.THROUGHPUT || measure.kind() == Measure.Kind.MEMORY_PSS;
    }

    private void problem(Rule rule, String what, Optional<String> allowed, Optional<String> nearest) {
        problems.add(new Problem(source, rule.line(), rule.column(), what, allowed, nearest));
    }

    private static <T> List<String> names(List<T> all, java.util.function.Function<T, String> name) {
        return all.stream().map(name).toList();
    }

    /** Ends the judging of a gate that names what the run lacks. */
    void throwIfAny() {
        if (!problems.isEmpty()) {
            throw new InvalidConfiguration(problems);
        }
    }
}
