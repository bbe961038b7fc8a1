package org.mpmlab.core.capacity.recommend;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.mpmlab.core.capacity.box.Target;
import org.mpmlab.core.capacity.model.CapacityModel;
import org.mpmlab.core.capacity.model.Pool;
import org.mpmlab.core.capacity.model.Profile;
import org.mpmlab.core.stack.Defaults;
import org.mpmlab.core.stack.PhpMode;
import org.mpmlab.core.stack.Setting;
import org.mpmlab.core.stack.Settings;

/**
 * The settings that are tried for one stack on one target: fixed grids of ThreadsPerChild, processes and PHP-FPM
 * children, and of these also as many as memory has room for. A larger box tries all that a smaller one does, or more
 * children of PHP-FPM, so it never gets less. Not for sharing between threads.
 */
public final class Candidates {
    /**
     * No more: while ExtendedStatus is on, which mod_status makes the default, httpd calls times() for each request, and
     * that goes through all threads of the process; with 256 it took 13 % of the CPU time on hello.
     */
    private static final int[] THREADS = {4, 8, 16, 25, 32, 64};

    private static final int[] PROCESSES = {2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 24, 32, 48, 64, 96, 128, 192, 256};
    private static final int[] SIZES = sizes(4);
    /** So fine that the largest that fits is hardly larger. */
    private static final int[] FINE_SIZES = sizes(16);

    private static final int MOST_WORKERS = 32_768;
    /** Files without PHP still find a worker when every child of PHP-FPM is busy and some requests wait for one. */
    private static final double WORKERS_PER_CHILD = 1.25;

    /** Elsewhere the lab's defaults are not the programs' own. */
    private static final Set<Setting.Place> OF_POOLS =
            EnumSet.of(Setting.Place.MPM, Setting.Place.FPM, Setting.Place.FCGID);

    private final Profile profile;
    private final CapacityModel model;
    private final PoolSettings poolSettings;
    private final Settings programDefaults;
    private final boolean rateAsked;

    public Candidates(Profile profile, Target target) {
        this.profile = profile;
        this.model = new CapacityModel(profile, target);
        this.poolSettings = new PoolSettings(profile, target, model);
        this.programDefaults = programDefaults();
        this.rateAsked = target.ratePerSecond().isPresent();
    }

    /** 1, 2, 3 and so on to this many, and then so many in each octave, evenly, up to the most workers. */
    private static int[] sizes(int inOctave) {
        IntStream small = IntStream.range(1, inOctave);
        IntStream octaves = IntStream.iterate(inOctave, octave -> octave < MOST_WORKERS, octave -> octave * 2)
                .flatMap(octave -> IntStream.range(inOctave, 2 * inOctave).map(parts -> octave / inOctave * parts));
        return IntStream.concat(small, octaves).toArray();
    }

    /** Every shape that fits into memory, without its PHP-FPM children. */
    List<Shape> frames() {
        boolean threaded = profile.stack().mpm().orElseThrow().threaded();
        Set<Shape> frames = new LinkedHashSet<>();
        for (int threads : threaded ? THREADS : new int[] {1}) {
            if (!poolSettings.hasFilesFor(threads)) {
                continue;
            }
            // The same on every box: a larger pool may carry less, and a larger box must not miss what a smaller one
            // tries.
            int[] grid = profile.stack().php() != PhpMode.FPM ? FINE_SIZES : threaded ? PROCESSES : SIZES;
            int room = largest(mostWorkers() / threads, processes -> fits(frame(processes, threads)));
            IntStream.of(grid)
                    .filter(processes -> processes >= (threaded ? PROCESSES[0] : 1) && processes <= room)
                    .forEach(processes -> frames.add(frame(processes, threads)));
        }
        return List.copyOf(frames);
    }

    private int mostWorkers() {
        return profile.stack().php() == PhpMode.FCGID ? Pool.MOST_FCGID_PROCESSES : MOST_WORKERS;
    }

    private Shape frame(int processes, int threads) {
        int php =
                switch (profile.stack().php()) {
                    case MOD_PHP -> 0;
                    case CGI, FCGID -> processes * threads; // one more request than processes ends in 503
                    case FPM -> 1;
                };
        return new Shape(processes, threads, php);
    }

    /** Every shape with this frame: with PHP-FPM one for each size of its pool, from small to large. */
    List<Shape> shapes(Shape frame) {
        if (profile.stack().php() != PhpMode.FPM) {
            return List.of(frame);
        }
        int most = Math.max(1, (int) (frame.workers() / WORKERS_PER_CHILD));
        int room = largest(most, children -> fits(frame.withPhpProcesses(children)));
        List<Shape> shapes = new ArrayList<>();
        IntStream.of(SIZES)
                .filter(children -> children < room)
                .forEach(children -> shapes.add(frame.withPhpProcesses(children)));
        shapes.add(frame.withPhpProcesses(room));
        return shapes;
    }

    /** The settings of a shape, assessed. */
    public Candidate candidate(Shape shape) {
        Settings own = poolSettings.of(shape);
        int changes = (int) own.values().entrySet().stream()
                .filter(entry -> OF_POOLS.contains(entry.getKey().place()))
                .filter(entry -> programDefaults
                        .get(entry.getKey())
                        .filter(value -> !value.equals(entry.getValue()))
                        .isPresent())
                .count();
        return new Candidate(own, model.assess(Defaults.effective(profile.stack(), own)), changes, rateAsked);
    }

    /** Every candidate: many thousands. */
    public List<Candidate> all() {
        return frames().stream()
                .flatMap(frame -> shapes(frame).stream())
                .map(this::candidate)
                .filter(candidate -> candidate.assessment().fits())
                .toList();
    }

    /**
     * The best of {@link #all}, without assessing them all: a larger pool of PHP-FPM in the same frame never carries
     * less, so a frame whose largest is not better than the best so far is passed over.
     *
     * @return empty if not even the smallest shape fits into memory
     */
    public Optional<Candidate> best() {
        Candidate best = null;
        for (Shape frame : frames()) {
            List<Shape> shapes = shapes(frame);
            Candidate largest = candidate(shapes.get(shapes.size() - 1));
            if (!largest.assessment().fits() || (best != null && carriesLess(largest, best))) {
                continue;
            }
            Candidate least = leastThatCarriesAsMuch(shapes, largest);
            if (best == null || Candidate.BETTER_FIRST.compare(least, best) < 0) {
                best = least;
            }
        }
        return Optional.ofNullable(best);
    }

    private static boolean carriesLess(Candidate one, Candidate other) {
        return Candidate.CARRIES_MORE_FIRST.compare(one, other) > 0;
    }

    private Candidate leastThatCarriesAsMuch(List<Shape> shapes, Candidate largest) {
        int low = 0;
        int high = shapes.size() - 1;
        Candidate found = largest;
        while (low < high) {
            int middle = (low + high) / 2;
            Candidate tried = candidate(shapes.get(middle));
            if (carriesLess(tried, largest)) {
                low = middle + 1;
            } else {
                high = middle;
                found = tried;
            }
        }
        return found;
    }

    private boolean fits(Shape shape) {
        return model.fits(poolSettings.pool(shape, poolSettings.mostAsyncFactor()));
    }

    /** The largest of 1 to most that passes, 0 if none does; passing must only get harder. */
    private static int largest(int most, IntPredicate passes) {
        int good = 0;
        int bad = most + 1;
        while (bad - good > 1) {
            int middle = good + (bad - good) / 2;
            if (passes.test(middle)) {
                good = middle;
            } else {
                bad = middle;
            }
        }
        return good;
    }

    private Settings programDefaults() {
        Settings spoken = Settings.NONE;
        for (Setting.Place place : Defaults.places(profile.stack())) {
            spoken = switch (place) {
                case MPM -> spoken.with(Setting.MAX_CONNECTIONS_PER_CHILD, 0);
                case FPM -> spoken.with(Setting.PM_MAX_REQUESTS, 0);
                case FCGID -> spoken.with(Setting.FCGID_MAX_REQUESTS_PER_PROCESS, 0);
                case SERVER, NGINX -> spoken;
            };
        }
        return Defaults.effective(profile.stack(), spoken);
    }
}
