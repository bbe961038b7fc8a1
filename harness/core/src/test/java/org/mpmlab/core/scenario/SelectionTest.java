package org.mpmlab.core.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mpmlab.core.scenario.yaml.InvalidConfiguration;
import org.mpmlab.core.stack.Compatibility;
import org.mpmlab.core.stack.Stack;

class SelectionTest {
    private static final Scenario QUICK = ShippedLibrary.catalogue("quick.yaml");
    private static final Scenario FULL = ShippedLibrary.catalogue("full.yaml");

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "mpm=event,php=fpm; event+fpm",
                "mpm=event|worker,php=fpm; worker+fpm event+fpm",
                "mpm=event,php!=cgi; event+fcgid event+fpm",
                "php != mod_php|cgi|fcgid; prefork+fpm itk+fpm worker+fpm event+fpm nginx+fpm",
                "mpm=none; nginx+fpm",
                "stack=itk+cgi|nginx+fpm; itk+cgi nginx+fpm",
                "protocol=h2,php=cgi; worker+cgi event+cgi",
            })
    void stacksAreSelectedByTheirParts(String only, String stacks) {
        assertThat(narrow(only, QUICK).scenario().stacks())
                .extracting(Stack::name)
                .containsExactly(stacks.split(" "));
    }

    @Test
    void aFrontIsAPartToo() {
        assertThat(narrow("front=nginx", FULL).scenario().stacks()).hasSize(13);
        assertThat(narrow("front=none", FULL).scenario().stacks()).hasSize(14);
    }

    @Test
    void loadsAreSelectedByWholeNameFirstPartOrProtocol() {
        assertThat(loads(narrow("load=busy", QUICK))).containsExactly("busy-h1-c16");
        assertThat(loads(narrow("load=ttfb-h2", QUICK))).containsExactly("ttfb-h2");
        assertThat(loads(narrow("load!=ttfb", QUICK))).containsExactly("busy-h1-c16");
        assertThat(loads(narrow("protocol=h1", QUICK))).containsExactly("ttfb-h1", "busy-h1-c16");
    }

    @Test
    void whatFallsAwayBesidesIsNoted() {
        assertThat(narrow("mpm=prefork", QUICK).notes())
                .containsExactly("load ttfb-h2 falls away: HTTP/2 on prefork or ITK");
        assertThat(narrow("site=php29", QUICK).notes()).containsExactly("load busy-h1-c16 (for hello) falls away");
        assertThat(narrow("load=busy", QUICK).notes())
                .containsExactly("site php29 falls away: no selected load is for it");
        assertThat(narrow("protocol=h2,php=mod_php|fpm", QUICK).notes())
                .containsExactly(
                        "stack prefork+mod_php falls away: HTTP/2 on prefork or ITK",
                        "stack prefork+fpm falls away: HTTP/2 on prefork or ITK",
                        "stack itk+mod_php falls away: HTTP/2 on prefork or ITK",
                        "stack itk+fpm falls away: HTTP/2 on prefork or ITK");
        assertThat(narrow("site=static", FULL).scenario().load("tail-h1").sites())
                .containsExactly("static");
    }

    @ParameterizedTest
    @CsvSource({
        "'mpm=event,php=mod_php', mod-php-threaded",
        "'mpm=event|worker,php=mod_php', mod-php-threaded",
        "'mpm=itk,php=fcgid', itk-fcgid",
        "'stack=event+mod_php', mod-php-threaded",
        "'mpm=prefork,protocol=h2', h2-needs-threads",
    })
    void whatCannotBeHadSaysWhyAndWhatInstead(String only, String refusal) {
        Compatibility.Refusal no = Compatibility.refusals().stream()
                .filter(one -> one.id().equals(refusal))
                .findFirst()
                .orElseThrow();
        assertThatExceptionOfType(InvalidConfiguration.class)
                .isThrownBy(() -> narrow(only, QUICK))
                .withMessage("--only: '" + only + "' can't be had: " + no.what() + ": " + no.reason() + ". Allowed: "
                        + no.instead() + ".");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "mpm=evnt; 'evnt' is no mpm. Did you mean 'event'? Allowed: prefork, itk, worker, event, none.",
                "php=mod-php; 'mod-php' is no php. Did you mean 'mod_php'? Allowed: mod_php, cgi, fcgid, fpm, none.",
                "mmp=event; 'mmp' is nothing to select by. Did you mean 'mpm'? "
                        + "Allowed: mpm, php, front, stack, site, load, protocol.",
                "mpm; 'mpm' selects nothing. Allowed: KEY=VALUE, such as mpm=event|worker.",
                "mpm=event,mpm=itk; 'mpm' is here twice. Allowed: mpm=A|B for either.",
                "site=helo; 'helo' is no site of 'quick'. Did you mean 'hello'? Allowed: hello, php29.",
                "load=bussy; 'bussy' is no load of 'quick'. Did you mean 'busy'? "
                        + "Allowed: ttfb, busy, ttfb-h1, ttfb-h2, busy-h1-c16.",
                "site=php29,load=busy; 'site=php29,load=busy' leaves nothing of 'quick'. "
                        + "Allowed: the loads ttfb-h1, ttfb-h2, busy-h1-c16 (for hello).",
            })
    void mistakesAreNamed(String only, String message) {
        assertThatExceptionOfType(InvalidConfiguration.class)
                .isThrownBy(() -> narrow(only, QUICK))
                .withMessage("--only: " + message);
    }

    @Test
    void whatTheScenarioHasNotIsNoImpossibility() {
        assertThatExceptionOfType(InvalidConfiguration.class)
                .isThrownBy(() -> narrow("front=nginx", QUICK))
                .withMessageStartingWith(
                        "--only: 'front=nginx' leaves nothing of 'quick'. Allowed: the stacks prefork+");
    }

    @Property(tries = 300)
    void selectingTwiceChangesNothingMoreAndAddsNothing(@ForAll("selections") String only) {
        Selection selection = Selection.parse(only);
        Scenario once;
        try {
            once = selection.narrow(FULL).scenario();
        } catch (InvalidConfiguration nothingLeft) {
            return;
        }
        assertThat(FULL.stacks()).containsAll(once.stacks());
        assertThat(FULL.sites()).containsAll(once.sites());
        assertThat(once.loads()).isNotEmpty().allSatisfy(load -> {
            assertThat(once.stacks()).anyMatch(stack -> load.refusal(stack).isEmpty());
            assertThat(once.sites()).anyMatch(site -> load.isFor(site.name()));
        });
        Selection.Narrowed twice = namesOnlyWhatIsLeft(only, once) ? selection.narrow(once) : null;
        if (twice != null) {
            assertThat(twice.scenario()).isEqualTo(once);
            assertThat(twice.notes()).isEmpty();
        }
    }

    /** A name that fell away is an error the second time, as any other name that is not there. */
    private static boolean namesOnlyWhatIsLeft(String only, Scenario left) {
        return !only.contains("site")
                || left.sites().stream()
                        .map(site -> site.name())
                        .toList()
                        .containsAll(List.of(
                                only.replaceFirst(".*site!?=([^,]*).*", "$1").split("\\|")));
    }

    @Provide
    Arbitrary<String> selections() {
        return Combinators.combine(
                        term("mpm", "prefork", "itk", "worker", "event", "none"),
                        term("php", "mod_php", "cgi", "fcgid", "fpm"),
                        term("front", "nginx", "none"),
                        term("protocol", "h1", "h2"),
                        term("site", "hello", "static", "php29"))
                .as((a, b, c, d, e) -> List.of(a, b, c, d, e).stream()
                        .filter(term -> !term.isEmpty())
                        .reduce((one, other) -> one + "," + other)
                        .orElse("mpm=event"));
    }

    private static Arbitrary<String> term(String key, String... values) {
        Arbitrary<String> term = Combinators.combine(
                        Arbitraries.of("=", "!="),
                        Arbitraries.of(values)
                                .list()
                                .uniqueElements()
                                .ofMinSize(1)
                                .ofMaxSize(2))
                .as((is, some) -> key + is + String.join("|", some));
        return Arbitraries.oneOf(Arbitraries.just(""), term);
    }

    private static Selection.Narrowed narrow(String only, Scenario scenario) {
        return Selection.parse(only).narrow(scenario);
    }

    private static List<String> loads(Selection.Narrowed narrowed) {
        return narrowed.scenario().loads().stream().map(LoadShape::name).toList();
    }

    @Test
    void aLoadGoesWithTheStacksThatItIsFor() {
        Scenario capacity = ShippedLibrary.catalogue("capacity.yaml");
        Selection.Narrowed narrowed = Selection.parse("mpm=prefork").narrow(capacity);
        assertThat(narrowed.scenario().loads())
                .extracting(LoadShape::name)
                .contains("level-h1-c2", "light-h1-c1")
                .noneMatch(name -> name.startsWith("holding"));
        assertThat(narrowed.scenario().load("slo-h1-close").stacks()).containsExactly("prefork-128");
        assertThat(narrowed.notes()).contains("load holding-300-h1-c64 falls away: its stacks do");
    }
}
