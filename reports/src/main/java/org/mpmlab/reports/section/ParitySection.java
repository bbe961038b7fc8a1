package org.mpmlab.reports.section;

import java.util.ArrayList;
import java.util.List;
import org.mpmlab.core.verdict.Judgement;
import org.mpmlab.core.verdict.Verdict;
import org.mpmlab.reports.figure.Parity;
import org.mpmlab.reports.page.Block;
import org.mpmlab.reports.page.Section;
import org.mpmlab.reports.words.Verdicts;
import org.mpmlab.reports.words.Words;

/** Whether event with PHP-FPM answers as fast as the reference, site by site. */
public final class ParitySection {
    private ParitySection() {}

    /** Of at least one question. */
    public static Section of(List<Parity> all) {
        List<Statement> statements = new ArrayList<>();
        for (Parity parity : all) {
            for (Judgement judgement : parity.judgements()) {
                statements.add(new Statement(
                        statements.size() + 1, judgement, judgement.verdict().word()));
            }
        }
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Points(all.stream().map(Verdicts::parity).toList()));
        Forest.pictures("parity", "As fast within " + Words.percent(Parity.MARGIN) + "?", statements)
                .ifPresent(blocks::add);
        blocks.add(Forest.table("What was measured", statements));
        return new Section(
                "parity",
                "As fast as before?",
                meaning(all),
                "As fast means: the ratio of the TTFBs lies within " + Words.percent(Parity.MARGIN)
                        + ", at p50 and at p99. A difference counts only if it stands against the number of questions "
                        + "(Holm). " + Forest.HOW_TO_READ,
                blocks);
    }

    private static String meaning(List<Parity> all) {
        long equal = all.stream()
                .filter(parity -> parity.verdict() == Verdict.SUPPORTED)
                .count();
        long apart = all.stream()
                .filter(parity -> parity.verdict() == Verdict.REFUTED)
                .count();
        long open = all.size() - equal - apart;
        List<String> parts = new ArrayList<>();
        if (equal > 0) {
            parts.add("as fast on " + equal);
        }
        if (apart > 0) {
            parts.add("not as fast on " + apart);
        }
        if (open > 0) {
            parts.add("undecided on " + open);
        }
        return all.get(0).arm().name() + " is " + Words.list(parts) + " of "
                + Words.count(all.size(), "combination", "combinations") + " of page and protocol.";
    }
}
