package org.mpmlab.lab.observe;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What could not be seen, each cause once with how often it came up. Not thread-safe. */
final class Notes {
    private final Map<String, Integer> counts = new LinkedHashMap<>();

    void add(String note) {
        counts.merge(note, 1, Integer::sum);
    }

    void clear() {
        counts.clear();
    }

    List<String> list() {
        return counts.entrySet().stream()
                .map(note -> note.getValue() == 1 ? note.getKey() : note.getKey() + " (" + note.getValue() + " times)")
                .toList();
    }
}
