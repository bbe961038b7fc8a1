package org.mpmlab.reports;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.mpmlab.core.run.Run;
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
    STREAMS;

    private static final Map<Samples, Run> RUNS = new ConcurrentHashMap<>();
    private static final Map<Samples, String> PAGES = new ConcurrentHashMap<>();

    public Run run() {
        return RUNS.computeIfAbsent(this, Samples::make);
    }

    public String html() {
        return PAGES.computeIfAbsent(this, sample -> HtmlReport.render(sample.run()));
    }

    private static Run make(Samples sample) {
        return switch (sample) {
            case SMALL -> Runs.small();
            case QUICK -> Runs.quick();
            case FULL -> Runs.full();
            case FRONTED -> Runs.fronted();
            case VOIDED -> Runs.allVoided();
            case HOSTILE -> Runs.hostile();
            case UNFINISHED -> Runs.unfinished();
            case ADDRESS -> Runs.address();
            case NOTHING -> Runs.nothing();
            case CAPACITY -> Stored.run("capacity");
            case HOLD -> Stored.run("hold");
            case STREAMS -> Runs.streams();
        };
    }
}
