package org.mpmlab.core.capacity.profile;

import java.util.ArrayList;
import java.util.List;

/** What a run did not measure of a stack, as it is found out. Not for sharing between threads. */
final class Gaps {
    private final List<String> missing = new ArrayList<>();
    private final List<String> assumed = new ArrayList<>();

    /** Without this nothing can be planned. */
    void missing(String sentence) {
        missing.add(sentence);
    }

    /** This was taken for granted. */
    void assumed(String sentence) {
        assumed.add(sentence);
    }

    List<String> missing() {
        return missing;
    }

    List<String> assumed() {
        return assumed;
    }
}
