package org.mpmlab.engine.loop;

import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoRegistration;
import io.netty.util.concurrent.Ticker;

/**
 * An event loop's I/O that also wakes up for an {@link Agenda}. Netty's own timers allocate a task for each wake-up;
 * this lets a schedule of any rate run on the same epoll_wait(2) as the sockets with none.
 */
final class AgendaIoHandler implements IoHandler {
    private static final Agenda NOTHING = new Agenda() {
        @Override
        public long dueNanos() {
            return NEVER;
        }

        @Override
        public void run(long nowNanos) {}
    };

    private final IoHandler io;
    private final boolean polling;
    private final Waking waking = new Waking();
    private Agenda agenda = NOTHING;

    /** @param polling whether the thread never sleeps while there is an agenda, whenever its next item is due */
    AgendaIoHandler(IoHandler io, boolean polling) {
        this.io = io;
        this.polling = polling;
    }

    /** On the loop's thread; null for none. */
    void agenda(Agenda next) {
        agenda = next == null ? NOTHING : next;
    }

    @Override
    public int run(IoHandlerContext context) {
        waking.loop = context;
        waking.due = agenda.dueNanos();
        int handled = io.run(waking);
        // Answers that were read may have changed what is due.
        long due = agenda.dueNanos();
        if (due != Agenda.NEVER) {
            long now = System.nanoTime();
            if (due - now <= 0) {
                agenda.run(now);
            }
        }
        return handled;
    }

    /** The loop's own deadlines, and the agenda's where it is sooner. */
    private final class Waking implements IoHandlerContext {
        /** Netty's deadlines count from its first use, not from the origin of nanoTime. */
        private final long originNanos = Ticker.systemTicker().initialNanoTime();

        private IoHandlerContext loop;
        private long due;

        @Override
        public boolean canBlock() {
            return !(polling && agenda != NOTHING)
                    && loop.canBlock()
                    && (due == Agenda.NEVER || due - System.nanoTime() > 0);
        }

        @Override
        public long delayNanos(long currentTimeNanos) {
            long delay = loop.delayNanos(currentTimeNanos);
            return due == Agenda.NEVER ? delay : Math.max(0, Math.min(delay, due - currentTimeNanos));
        }

        @Override
        public long deadlineNanos() {
            long deadline = loop.deadlineNanos();
            if (due == Agenda.NEVER) {
                return deadline;
            }
            long ours = due - originNanos;
            return deadline == -1 ? ours : Math.min(deadline, ours);
        }

        @Override
        public void reportActiveIoTime(long activeNanos) {
            loop.reportActiveIoTime(activeNanos);
        }

        @Override
        public boolean shouldReportActiveIoTime() {
            return loop.shouldReportActiveIoTime();
        }
    }

    @Override
    public void initialize() {
        io.initialize();
    }

    @Override
    public void prepareToDestroy() {
        io.prepareToDestroy();
    }

    @Override
    public void destroy() {
        io.destroy();
    }

    @Override
    public IoRegistration register(IoHandle handle) throws Exception {
        return io.register(handle);
    }

    @Override
    public void wakeup() {
        io.wakeup();
    }

    @Override
    public boolean isCompatible(Class<? extends IoHandle> handleType) {
        return io.isCompatible(handleType);
    }
}
