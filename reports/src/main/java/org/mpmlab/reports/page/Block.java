package org.mpmlab.reports.page;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.mpmlab.reports.chart.Picture;

/** Something that a section shows. */
public sealed interface Block {

    /** Paragraphs. */
    record Prose(List<String> paragraphs) implements Block {
        public Prose {
            paragraphs = List.copyOf(paragraphs);
        }

        public static Prose of(String... paragraphs) {
            return new Prose(List.of(paragraphs));
        }
    }

    /** A list of short statements. */
    record Points(List<String> points) implements Block {
        public Points {
            points = List.copyOf(points);
        }
    }

    /** A heading within the section. */
    record Heading(String text) implements Block {}

    /** Pictures side by side, as far as there is room. */
    record Pictures(List<Picture> pictures) implements Block {
        public Pictures {
            pictures = List.copyOf(pictures);
        }
    }

    /** Files that lie beside the report. */
    record Links(List<Link> links) implements Block {
        public Links {
            links = List.copyOf(links);
        }

        /**
         * A file.
         *
         * @param path within the run directory, of names that need no escape but in an address
         * @param what is in it; empty where the path says it
         */
        public record Link(String path, String what) {
            private static final String PLAIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~+";

            /** The address, relative to the report: all but what a path may hold is percent-encoded (RFC 3986, 3.3). */
            public String address() {
                StringBuilder address = new StringBuilder("./");
                for (byte octet : path.getBytes(StandardCharsets.UTF_8)) {
                    if (octet == '/' || PLAIN.indexOf(octet) >= 0) {
                        address.append((char) octet);
                    } else {
                        address.append(String.format(Locale.ROOT, "%%%02X", octet));
                    }
                }
                return address.toString();
            }
        }
    }

    /** Text to copy as it is. */
    record Code(String label, String text) implements Block {}

    /** What most readers pass over, behind its title. */
    record Fold(String title, List<Block> blocks) implements Block {
        public Fold {
            blocks = List.copyOf(blocks);
        }
    }

    /**
     * Rows of cells.
     *
     * @param caption what the table shows
     * @param columns the first names the row
     * @param rows each with a cell per column
     * @param notes below the table
     */
    record Table(String caption, List<Column> columns, List<Row> rows, List<String> notes) implements Block {
        public Table {
            columns = List.copyOf(columns);
            rows = List.copyOf(rows);
            notes = List.copyOf(notes);
            for (Row row : rows) {
                if (row.cells().size() != columns.size()) {
                    throw new IllegalArgumentException("table '" + caption + "' has " + columns.size()
                            + " columns, but a row of " + row.cells().size());
                }
            }
        }

        /**
         * A column.
         *
         * @param title with the unit
         * @param number whether its cells are numbers, which stand flush right
         */
        public record Column(String title, boolean number) {
            public static Column text(String title) {
                return new Column(title, false);
            }

            public static Column number(String title) {
                return new Column(title, true);
            }
        }

        /**
         * A row.
         *
         * @param cells as printed
         * @param counts whether what it shows counts as evidence
         */
        public record Row(List<String> cells, boolean counts) {
            public Row {
                cells = List.copyOf(cells);
            }

            public static Row of(String... cells) {
                return new Row(List.of(cells), true);
            }
        }
    }
}
