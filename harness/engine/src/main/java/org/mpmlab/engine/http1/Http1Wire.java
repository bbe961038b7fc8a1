package org.mpmlab.engine.http1;

import java.util.List;
import org.mpmlab.core.load.Target;
import org.mpmlab.engine.connect.Connection;
import org.mpmlab.engine.connect.Slot;
import org.mpmlab.engine.connect.Wire;

/** HTTP/1.1 to one target, in clear text or over TLS. Belongs to one event loop. */
public final class Http1Wire implements Wire {
    private final Http1Request request;
    private final byte[] scratch = new byte[ResponseParser.SCRATCH_BYTES];

    /**
     * Encodes the target's request.
     *
     * @throws IllegalArgumentException for a target that HTTP/1.1 cannot carry
     */
    public Http1Wire(Target target) {
        request = new Http1Request(target);
    }

    @Override
    public Connection connection(Slot slot) {
        return new Http1Connection(slot, request, new ResponseParser(scratch));
    }

    @Override
    public List<String> alpn() {
        return List.of("http/1.1");
    }
}
