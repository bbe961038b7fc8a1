package org.mpmlab.cli;

import java.io.PrintStream;
import java.util.Locale;
import org.mpmlab.core.load.LoadProgress;

/** How a load is going, on one line of a terminal; elsewhere nothing. Used by one thread at a time. */
final class LoadLine {
    private static final String START = "\r\033[K";

    private final PrintStream out;
    private final boolean drawn;

    LoadLine(PrintStream out, boolean drawn) {
        this.out = out;
        this.drawn = drawn;
    }

    /** Whom a generator tells; where nothing is drawn it need not look. */
    LoadProgress progress() {
        return drawn ? new Drawing() : LoadProgress.SILENT;
    }

    /** Makes room for what is printed next. */
    void clear() {
        if (drawn) {
            out.print(START);
            out.flush();
        }
    }

    private final class Drawing implements LoadProgress {
        @Override
        public void at(Moment now) {
            draw(
                    "%s %3d s  %,.0f requests/s  p99 %.3f ms  %,d done, %,d failed",
                    now.warmingUp() ? "warming up" : "measuring",
                    now.elapsed().toSeconds(),
                    now.perSecond(),
                    now.p99Nanos() / 1e6,
                    now.completed(),
                    now.failed());
        }

        @Override
        public void holding(int held, int asked) {
            draw("holding %,d of %,d idle connections", held, asked);
        }

        private void draw(String format, Object... values) {
            out.print(START + String.format(Locale.ROOT, format, values));
            out.flush();
        }
    }
}
