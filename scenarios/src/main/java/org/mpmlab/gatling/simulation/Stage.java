package org.mpmlab.gatling.simulation;

import java.util.concurrent.atomic.AtomicReference;
import org.mpmlab.gatling.visit.Course;

/** The course of the one load that this process carries out: Gatling makes simulations itself, by their class's name. */
public final class Stage {
    private static final AtomicReference<Course> COURSE = new AtomicReference<>();

    private Stage() {}

    /** The course that the next simulation is made for. */
    public static void set(Course course) {
        COURSE.set(course);
    }

    static Course course() {
        Course course = COURSE.get();
        if (course == null) {
            throw new IllegalStateException("these simulations are for a load: run them with engine: gatling");
        }
        return course;
    }
}
