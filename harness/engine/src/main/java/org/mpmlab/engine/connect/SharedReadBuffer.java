package org.mpmlab.engine.connect;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelConfig;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.util.UncheckedBooleanSupplier;

/**
 * Lets all clear-text connections of an event loop read into the same buffer: a connection takes what it needs out of
 * it before the next one reads, so an idle connection holds none and a read allocates none.
 */
final class SharedReadBuffer implements RecvByteBufAllocator {
    private static final int BYTES = 64 * 1024;

    /** Then it is another connection's turn. */
    private static final int READS_IN_A_ROW = 4;

    private final ByteBuf buffer = Unpooled.directBuffer(BYTES, BYTES);

    void release() {
        buffer.release();
    }

    @Override
    public ExtendedHandle newHandle() {
        return new Reading();
    }

    private final class Reading implements ExtendedHandle {
        private int attempted;
        private int last;
        private int reads;

        @Override
        public ByteBuf allocate(ByteBufAllocator allocator) {
            return buffer.clear().retain();
        }

        @Override
        public int guess() {
            return BYTES;
        }

        @Override
        public void reset(ChannelConfig config) {
            reads = 0;
        }

        @Override
        public void incMessagesRead(int messages) {
            reads += messages;
        }

        @Override
        public void lastBytesRead(int bytes) {
            last = bytes;
        }

        @Override
        public int lastBytesRead() {
            return last;
        }

        @Override
        public void attemptedBytesRead(int bytes) {
            attempted = bytes;
        }

        @Override
        public int attemptedBytesRead() {
            return attempted;
        }

        @Override
        public boolean continueReading() {
            return last > 0 && last == attempted && reads < READS_IN_A_ROW;
        }

        @Override
        public boolean continueReading(UncheckedBooleanSupplier mayHaveMore) {
            return last > 0 && reads < READS_IN_A_ROW && mayHaveMore.get();
        }

        @Override
        public void readComplete() {}
    }
}
