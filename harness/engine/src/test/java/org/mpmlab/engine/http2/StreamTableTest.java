package org.mpmlab.engine.http2;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class StreamTableTest {
    /** Opens a stream for each number, or ends the open one that the number points to. */
    @Property(tries = 300)
    void holdsWhatAMapWouldHold(@ForAll @Size(max = 400) List<@IntRange(min = -60, max = 60) Integer> steps) {
        StreamTable table = new StreamTable();
        Map<Integer, Http2Stream> model = new HashMap<>();
        int next = 1;
        for (int step : steps) {
            if (step <= 0) {
                Http2Stream stream = table.take();
                // Streams that stay open long make ids far apart.
                next += 2 * (1 - step);
                stream.begin(next, null, 0);
                table.put(stream);
                model.put(next, stream);
            } else if (!model.isEmpty()) {
                int id = model.keySet().stream().sorted().toList().get(step % model.size());
                table.remove(model.remove(id));
            }
            assertThat(table.size()).isEqualTo(model.size());
            model.forEach((id, stream) -> assertThat(table.get(id)).isSameAs(stream));
            assertThat(table.get(next + 2)).isNull();
        }
        assertThat(List.of(table.all())).containsExactlyInAnyOrderElementsOf(model.values());
    }
}
