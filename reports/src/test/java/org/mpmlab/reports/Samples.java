package org.mpmlab.reports;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.mpmlab.core.run.Run;
import org.mpmlab.reports.dossier.Dossier;
import org.mpmlab.reports.html.HtmlReport;

/** The runs that every form of a report is tried with; each is made and rendered once. */
public enum Samples {
    SMALL,
    QUICK,
    FULL,
    FRONTED,
    VOIDED,
    HOSTILE,
    UNFINISHED,
    ADDRESS,
    NOTHING,
    CAPACITY,
    HOLD,
    STREAMS,
    JUDGED,
    REFUSED,
    UNFIT,
    KEPT,
    BROKEN;

    private static final Map<Samples, Dossier> DOSSIERS = new ConcurrentHashMap<>();
    private static final Map<Samples, String> PAGES = new ConcurrentHashMap<>();

    public Run run() {
        return dossier().run();
    }

    public Dossier dossier() {
        // Not computeIfAbsent: one sample is made from another.
        Dossier made = DOSSIERS.get(this);
        if (made == null) {
            made = make(this);
            DOSSIERS.put(this, made);
        }
        return made;
    }

    public String html() {
        return PAGES.computeIfAbsent(this, sample -> HtmlReport.render(sample.dossier()));
    }

    private static Dossier make(Samples sample) {
        return switch (sample) {
            case SMALL -> Dossier.of(Runs.small());
            case QUICK -> Dossier.of(Runs.quick());
            case FULL -> Dossier.of(Runs.full());
            case FRONTED -> Dossier.of(Runs.fronted());
            case VOIDED -> Dossier.of(Runs.allVoided());
            case HOSTILE -> Dossier.of(Runs.hostile());
            case UNFINISHED -> Dossier.of(Runs.unfinished());
            case ADDRESS -> Dossier.of(Runs.address());
            case NOTHING -> Dossier.of(Runs.nothing());
            case JUDGED -> Conclusions.all();
            case REFUSED -> Conclusions.refused();
            case UNFIT -> SMALL.dossier().with(Conclusions.nothingFits(SMALL.run()));
            case KEPT -> Conclusions.kept();
            case BROKEN -> Conclusions.broken();
            case CAPACITY -> Dossier.of(Stored.run("capacity"));
            case HOLD -> Dossier.of(Stored.run("hold"));
            case STREAMS -> Dossier.of(Runs.streams());
        };
    }
}
