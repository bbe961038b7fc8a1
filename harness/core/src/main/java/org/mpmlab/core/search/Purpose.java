package org.mpmlab.core.search;

/** What a trial is made for, in the order in which a search goes. */
public enum Purpose {
    /** A short closed load: how much the server does when as much is asked as the connections carry. */
    PROBE,
    /** A short open load, to come near. */
    APPROACH,
    /** A longer one, whose outcome decides. */
    CONFIRM
}
