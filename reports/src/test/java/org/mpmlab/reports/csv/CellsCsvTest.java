package org.mpmlab.reports.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mpmlab.core.run.Run;
import org.mpmlab.reports.Samples;

class CellsCsvTest {

    @ParameterizedTest
    @EnumSource(Samples.class)
    void aRowPerCellEachAsWideAsTheHead(Samples sample) {
        List<List<String>> rows = parse(CellsCsv.render(sample.run()));
        assertThat(rows).hasSize(sample.run().cells().size() + 1);
        assertThat(rows).allSatisfy(row -> assertThat(row).hasSameSizeAs(rows.get(0)));
    }

    @Test
    void headsHaveUnitsAndCellsThatDoNotCountSaySo() {
        List<List<String>> rows = parse(CellsCsv.render(Samples.VOIDED.run()));
        assertThat(rows.get(0))
                .contains("ttfb_p99_ms", "requests_per_second", "peak_pss_bytes", "server_cpu_us_per_request");
        int counts = rows.get(0).indexOf("counts");
        int causes = rows.get(0).indexOf("causes");
        assertThat(rows.subList(1, rows.size())).allSatisfy(row -> {
            assertThat(row.get(counts)).isEqualTo("false");
            assertThat(row.get(causes)).contains("steal 55 %, limit 20 %");
        });
    }

    @Test
    void textComesOutAsItWentIn() {
        Run run = Samples.HOSTILE.run();
        String load = run.scenario().loads().get(0).name();
        assertThat(load).contains("\"", "<", "'");
        assertThat(parse(CellsCsv.render(run)).get(1))
                .contains(load, run.scenario().stacks().get(0).name());
    }

    @Test
    void noTextIsAFormula() {
        assertThat(parse(CellsCsv.render(Samples.HOSTILE.run())).stream().flatMap(List::stream))
                .noneMatch(cell -> cell.matches("[=+@].*|-[^0-9].*"));
    }

    /** RFC 4180, read independently of how it was written. */
    private static List<List<String>> parse(String csv) {
        List<List<String>> rows = new ArrayList<>();
        List<String> row = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < csv.length(); i++) {
            char c = csv.charAt(i);
            if (quoted && c == '"' && i + 1 < csv.length() && csv.charAt(i + 1) == '"') {
                cell.append('"');
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (c == ',' || c == '\r')) {
                row.add(cell.toString());
                cell.setLength(0);
                if (c == '\r') {
                    rows.add(row);
                    row = new ArrayList<>();
                    i++;
                }
            } else {
                cell.append(c);
            }
        }
        return rows;
    }
}
