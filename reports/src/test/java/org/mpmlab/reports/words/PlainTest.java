package org.mpmlab.reports.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mpmlab.core.stack.Compatibility;
import org.mpmlab.reports.Samples;
import org.mpmlab.reports.dossier.Dossier;
import org.mpmlab.reports.figure.Figures;

/** What someone reads who decides and does not run servers. */
class PlainTest {
    private static Plain of(Dossier dossier) {
        return Plain.of(dossier, Figures.of(dossier.run()));
    }

    private static final Dossier JUDGED = Samples.JUDGED.dossier();

    @ParameterizedTest
    @EnumSource(Samples.class)
    void everyRunHasAnAnswerAndSomethingToDo(Samples sample) {
        Plain plain = of(sample.dossier());

        assertThat(plain.question()).isNotBlank();
        assertThat(plain.answer()).endsWith(".");
        assertThat(plain.toDo()).isNotEmpty();
        assertThat(plain.howSure()).isNotEmpty();
        assertThat(plain.toString()).doesNotContain("TTFB", "PSS", "p99", "MPM");
    }

    @Test
    void aRecommendationGoesBeforeAllElse() {
        Plain plain = of(JUDGED);

        assertThat(plain.question()).isEqualTo("What should a server with 4 CPUs and 8 GiB of memory run for hello?");
        assertThat(plain.answer())
                .startsWith("Apache with threads that look after many visitors each, PHP in a service of its own "
                        + "(event+fpm). It should carry at least 727 pages a second, and most likely about 800. ")
                .endsWith("What limits it is the CPU.");
        assertThat(plain.toDo()).anyMatch(step -> step.startsWith("If it has to carry more: 5 CPUs instead of 4"));
        assertThat(plain.howSure()).anyMatch(why -> why.contains("not tried yet"));
    }

    @Test
    void aGateIsAnsweredWithYesOrNo() {
        Plain plain = of(Dossier.of(JUDGED.run()).with(JUDGED.gate().orElseThrow()));

        assertThat(plain.question()).isEqualTo("Does the release answer as fast as the last one?");
        assertThat(plain.answer()).isEqualTo("No. 3 of 5 rules hold.");
        assertThat(plain.toDo())
                .containsExactly("Repair first what broke: ttfb.p50 of event+fpm at most +10% of "
                        + "prefork+mod_php on hello under ttfb-h1.");
    }

    @Test
    void claimsAreTrueOrNot() {
        Plain plain = of(Dossier.of(JUDGED.run()).with(JUDGED.claims()));

        assertThat(plain.answer()).isEqualTo("Of these 1 is true, 1 is not true and 3 are not decided yet.");
        assertThat(plain.toDo().get(0)).isEqualTo("Do not rely on this: Event is as fast as prefork on a tiny page.");
        assertThat(of(Dossier.of(JUDGED.run()).with(List.of(JUDGED.claims().get(3))))
                        .answer())
                .isEqualTo("It is true.");
    }

    @Test
    void whatNobodyJudgedIsAFirstLook() {
        Plain plain = of(Samples.QUICK.dossier());

        assertThat(plain.question()).isEqualTo("Which of 14 ways to serve a page answers soonest?");
        assertThat(plain.toDo().get(0)).startsWith("Take it as a first look.");
        assertThat(plain.howSure()).anyMatch(why -> why.endsWith("once: that is no proof."));
        assertThat(of(Samples.VOIDED.dossier()).answer()).startsWith("That can't be said");
    }

    @Test
    void enoughBlocksAnswerWhetherItIsAsFast() {
        assertThat(of(Dossier.of(JUDGED.run())).question())
                .isEqualTo("Does event+fpm answer as fast as prefork+mod_php?");
        assertThat(of(Dossier.of(JUDGED.run())).answer()).startsWith("Not decided yet. On the page php29");
    }

    @Test
    void everyStackHasWordsOfItsOwn() {
        List<String> words =
                Compatibility.valid().stream().map(StackWords::plain).toList();

        assertThat(words).doesNotHaveDuplicates().hasSizeGreaterThan(20);
        assertThat(Optional.of(words.get(0))).hasValueSatisfying(first -> assertThat(first)
                .startsWith("Apache with a process for every visitor, PHP inside it"));
    }
}
