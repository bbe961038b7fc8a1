package org.mpmlab.reports.chart;

import org.mpmlab.reports.words.Clean;
import org.mpmlab.reports.words.Words;

/** A bar's name; two rows may bear the same. */
record Row(int index, String name) implements Comparable<Row> {
    static Row of(int index, String name) {
        return new Row(index, Words.shorten(Clean.line(name), Theme.NAME_LENGTH));
    }

    @Override
    public int compareTo(Row other) {
        return Integer.compare(index, other.index);
    }

    @Override
    public String toString() {
        return name;
    }
}
