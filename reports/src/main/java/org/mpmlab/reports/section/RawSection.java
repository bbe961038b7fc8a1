package org.mpmlab.reports.section;

import java.util.ArrayList;
import java.util.List;
import org.mpmlab.core.run.Run;
import org.mpmlab.core.run.StepResult;
import org.mpmlab.reports.dossier.Dossier;
import org.mpmlab.reports.figure.Figures;
import org.mpmlab.reports.page.Block;
import org.mpmlab.reports.page.Block.Links.Link;
import org.mpmlab.reports.page.Section;
import org.mpmlab.reports.words.Words;

/** Where to find what every figure was worked out from. */
public final class RawSection {
    /** A list of more is for programs, which need none. */
    private static final int MOST_STEPS = 400;

    private RawSection() {}

    public static Section of(Dossier dossier, Figures figures) {
        Run run = figures.run();
        List<Block> blocks = new ArrayList<>();
        List<Link> files = new ArrayList<>(List.of(
                new Link("cells.csv", "every figure of every cell, a row each"),
                new Link("summary.md", "the tables, for a page of CI"),
                new Link("scenario.json", "what was asked"),
                new Link("plan.json", "in which order, with the seed"),
                new Link("environment.json", "where"),
                new Link("run.json", "how it came to be, with the command"),
                new Link("time.json", "where the time went"),
                new Link("manager.html", "the answer on one page")));
        if (!dossier.claims().isEmpty()) {
            files.add(new Link("claim-verdicts.json", "each claim's verdict, with what it rests on"));
            files.add(new Link("observed.json", "what was seen of servers besides the cells"));
        }
        dossier.gate().ifPresent(gate -> files.add(new Link("verdicts.json", "each rule of the gate, judged")));
        dossier.recommendation()
                .ifPresent(answer -> files.add(new Link("recommendation.json", "what a box should run, and why")));
        dossier.validation()
                .ifPresent(outcome -> files.add(new Link(
                        "validation.json",
                        dossier.isTrial()
                                ? "promised and measured"
                                : "promised and measured, the latter by run " + outcome.run())));
        blocks.add(new Block.Links(files));
        List<String> steps = run.steps().stream().map(StepResult::step).toList();
        if (steps.size() > MOST_STEPS) {
            blocks.add(new Block.Links(List.of(new Link(
                    "steps/",
                    Words.count(steps.size())
                            + " folders, named by block, site, stack and load, each with step.json and times.hlog"))));
        } else if (!steps.isEmpty()) {
            List<Link> links = new ArrayList<>();
            for (String step : steps) {
                links.add(new Link("steps/" + step + "/step.json", ""));
                links.add(new Link("steps/" + step + "/times.hlog", ""));
            }
            blocks.add(new Block.Fold(
                    "Each of " + Words.count(steps.size(), "step", "steps")
                            + ": its cells, and its histograms as an HdrHistogram log",
                    List.of(new Block.Links(links))));
        }
        return new Section(
                "raw",
                "Raw data",
                (steps.isEmpty()
                                ? "What stands above is worked out from the files"
                                : "Every figure above is worked out from " + Words.count(steps.size(), "step", "steps"))
                        + " that lie beside this file in the run directory "
                        + run.about().id()
                        + (dossier.validation().isPresent() && !dossier.isTrial()
                                ? ", those of the validation from another run"
                                : "")
                        + "; sent alone, this file keeps its figures and loses these links.",
                "",
                blocks);
    }
}
