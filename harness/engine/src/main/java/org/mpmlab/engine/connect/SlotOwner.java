package org.mpmlab.engine.connect;

import org.mpmlab.core.load.ErrorKind;

/** Hears what becomes of the slots that it fills. Called on the event loop only. */
public interface SlotOwner {
    /** A connection is being made; it wants watching lest it takes for ever. */
    void opening(Connection connection);

    /** The slot's connection stands; {@link #available} follows if it can carry a request. */
    void opened(Slot slot);

    /** Nothing waits in the slot and its connection can carry a request. */
    void available(Slot slot);

    /** The slot's connection is gone, with nothing waiting for a new one. */
    void vacated(Slot slot);

    /** No connection could be made, and no request was waiting in the slot to bear the failure. */
    void openFailed(Slot slot, ErrorKind kind, String words);
}
