package org.mpmlab.lab.run;

import org.mpmlab.core.load.LoadProgress;
import org.mpmlab.core.plan.Plan;
import org.mpmlab.core.run.StepResult;
import org.mpmlab.core.scenario.LoadShape;

/** Hears how a run is going; called on the run's own threads, one call at a time. */
public interface RunListener {
    /** Something that a person should know, in one line. */
    void note(String line);

    /** Servers are being started for this phase. */
    void starting(Plan.Phase phase);

    /** This step's load is being sent. */
    void measuring(Plan.Step step);

    /** How the load under way is going. */
    void loading(Plan.Step step, LoadProgress.Moment now);

    /** This step of this load is done and written. */
    void finished(Plan.Step step, LoadShape load, StepResult result);
}
