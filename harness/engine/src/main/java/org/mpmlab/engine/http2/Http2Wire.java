package org.mpmlab.engine.http2;

import java.util.List;
import org.mpmlab.core.load.Target;
import org.mpmlab.engine.connect.Connection;
import org.mpmlab.engine.connect.Slot;
import org.mpmlab.engine.connect.Wire;
import org.mpmlab.engine.connect.WriteBatch;

/** HTTP/2 to one target, over TLS or in clear text with prior knowledge. Belongs to one event loop. */
public final class Http2Wire implements Wire {
    private final Http2Request request;
    private final WriteBatch batch;
    private final byte[] frameScratch = new byte[Frame.MAX_PAYLOAD];
    private final byte[] stringScratch = new byte[HpackDecoder.SCRATCH_BYTES];
    private final ResponseFields fields = new ResponseFields();

    /**
     * Encodes the target's request.
     *
     * @throws IllegalArgumentException for a target that HTTP/2 cannot carry
     */
    public Http2Wire(Target target, WriteBatch batch) {
        this.request = new Http2Request(target);
        this.batch = batch;
    }

    @Override
    public Connection connection(Slot slot) {
        return new Http2Connection(
                slot, request, batch, new FrameReader(frameScratch), new HpackDecoder(stringScratch), fields);
    }

    /** As a browser offers it: what the server then chooses is what a browser would get. */
    @Override
    public List<String> alpn() {
        return List.of("h2", "http/1.1");
    }
}
