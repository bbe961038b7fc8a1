package org.mpmlab.engine.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoRegistration;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long an event loop with an agenda sleeps, and what it does when it wakes up. */
class AgendaIoHandlerTest {
    private static final long MILLI = 1_000_000;

    /** Netty's way to say that no task has a deadline. */
    private static final long NO_DEADLINE = -1;

    /** What the loop has to do beside the agenda: its next task. */
    private record Loop(boolean canBlock, long delayNanos, long deadlineNanos) implements IoHandlerContext {
        @Override
        public long delayNanos(long currentTimeNanos) {
            return delayNanos;
        }
    }

    private static final Loop AT_REST = new Loop(true, 1000 * MILLI, NO_DEADLINE);

    /** An I/O that only asks how long it may sleep. */
    private static final class Sleeper implements IoHandler {
        private final long nowNanos;
        private boolean canBlock;
        private long delayNanos;
        private long deadlineNanos;

        Sleeper(long nowNanos) {
            this.nowNanos = nowNanos;
        }

        @Override
        public int run(IoHandlerContext context) {
            canBlock = context.canBlock();
            delayNanos = context.delayNanos(nowNanos);
            deadlineNanos = context.deadlineNanos();
            return 3;
        }

        @Override
        public IoRegistration register(IoHandle handle) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void wakeup() {}

        @Override
        public boolean isCompatible(Class<? extends IoHandle> handleType) {
            return false;
        }
    }

    /** Is due once. */
    private static final class Once implements Agenda {
        private final CompletableFuture<Long> ranAt = new CompletableFuture<>();
        private final long due;

        Once(long due) {
            this.due = due;
        }

        @Override
        public long dueNanos() {
            return ranAt.isDone() ? NEVER : due;
        }

        @Override
        public void run(long nowNanos) {
            ranAt.complete(nowNanos);
        }
    }

    private static Sleeper asleep(Loop loop, long nowNanos, Agenda agenda) {
        Sleeper io = new Sleeper(nowNanos);
        AgendaIoHandler handler = new AgendaIoHandler(io, false);
        handler.agenda(agenda);
        assertThat(handler.run(loop)).isEqualTo(3);
        return io;
    }

    @Test
    void whatPollsDoesNotSleepWhileItHasAnAgenda() throws Exception {
        long now = System.nanoTime();
        Loop loop = new Loop(true, 50_000 * MILLI, NO_DEADLINE);
        for (boolean polling : new boolean[] {true, false}) {
            Sleeper io = new Sleeper(now);
            AgendaIoHandler handler = new AgendaIoHandler(io, polling);
            handler.agenda(new Once(now + 10_000 * MILLI));
            handler.run(loop);
            assertThat(io.canBlock).isEqualTo(!polling);
            handler.agenda(null);
            handler.run(loop);
            assertThat(io.canBlock).as("with nothing to do, anyone may sleep").isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"50000, 10000, 10000", "5000, 10000, 5000", "50000, -3000, 0", "0, 10000, 0"})
    void itSleepsUntilTheSoonerOfTheLoopsNextTaskAndTheAgenda(long loopMillis, long dueMillis, long expectedMillis) {
        long now = System.nanoTime();
        Loop loop = new Loop(true, loopMillis * MILLI, NO_DEADLINE);
        Sleeper io = asleep(loop, now, new Once(now + dueMillis * MILLI));

        assertThat(io.delayNanos).isEqualTo(expectedMillis * MILLI);
        assertThat(io.canBlock).isEqualTo(dueMillis > 0);
    }

    @Test
    void deadlinesCountAsNettyCountsThem() {
        long now = System.nanoTime();
        long origin = Ticker.systemTicker().initialNanoTime();
        long due = now + 10_000 * MILLI;

        assertThat(asleep(AT_REST, now, new Once(due)).deadlineNanos).isEqualTo(due - origin);
        assertThat(asleep(new Loop(true, 0, due - origin - 1), now, new Once(due)).deadlineNanos)
                .isEqualTo(due - origin - 1);
        assertThat(asleep(new Loop(true, 0, due - origin + 1), now, new Once(due)).deadlineNanos)
                .isEqualTo(due - origin);
    }

    @Test
    void withoutAnAgendaItSleepsAsTheLoopSays() {
        for (Loop loop : List.of(AT_REST, new Loop(false, 7, 9))) {
            Sleeper io = asleep(loop, System.nanoTime(), null);

            assertThat(new Loop(io.canBlock, io.delayNanos, io.deadlineNanos)).isEqualTo(loop);
        }
    }

    @Test
    void itDoesWhatIsDueAndNothingBefore() {
        long now = System.nanoTime();
        Once due = new Once(now - 1);
        Once later = new Once(now + 100_000 * MILLI);
        asleep(AT_REST, now, due);
        asleep(AT_REST, now, later);

        assertThat(due.ranAt).isCompletedWithValueMatching(ranAt -> ranAt - now >= 0);
        assertThat(later.ranAt).isNotDone();
    }

    /** Netty's loop by itself looks up once a second. */
    @Test
    void aLoopWithNothingElseToDoWakesUpForItsAgenda() throws Exception {
        try (EventLoops loops = new EventLoops(1, List.of())) {
            for (int i = 0; i < 3; i++) {
                Once soon = new Once(System.nanoTime() + 30 * MILLI);
                loops.loop(0).execute(() -> loops.agenda(0, soon));

                long late = soon.ranAt.get(5, TimeUnit.SECONDS) - soon.due;
                assertThat(Duration.ofNanos(late)).isBetween(Duration.ZERO, Duration.ofMillis(500));
            }
        }
    }
}
