package org.mpmlab.core.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is sent to another machine or stored comes back as it was. */
class JsonRoundTripTest {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .build();

    @Provide
    Arbitrary<Load> loads() {
        return LoadValues.loads();
    }

    @Provide
    Arbitrary<LoadResult> results() {
        return LoadValues.results();
    }

    @Property(tries = 100)
    void aLoadComesBackAsItWas(@ForAll("loads") Load load) throws JsonProcessingException {
        assertThat(JSON.readValue(JSON.writeValueAsString(load), Load.class)).isEqualTo(load);
    }

    @Property(tries = 100)
    void aResultComesBackAsItWas(@ForAll("results") LoadResult result) throws JsonProcessingException {
        assertThat(JSON.readValue(JSON.writeValueAsString(result), LoadResult.class))
                .isEqualTo(result);
    }

    @Example
    void headersKeepTheirOrder() throws JsonProcessingException {
        Target target = LoadValues.target("a");
        Target back = JSON.readValue(JSON.writeValueAsString(target), Target.class);

        assertThat(back.headers().keySet()).containsExactly("X-Second", "Accept", "X-First");
    }

    @Example
    void theWordsInJsonAreTheOnesThatUsersWrite() {
        LoadResult result = LoadValues.results().sample();
        JsonNode json = JSON.valueToTree(result);

        assertThat(json.at("/load/protocol").asText()).isIn("h1", "h2");
        assertThat(json.at("/load/arrival/kind").asText()).isIn("closed", "open", "rounds");
        assertThat(json.at("/targets/0/times/written-to-first-byte.reused.success")
                        .isTextual())
                .isTrue();
        assertThat(json.at("/targets/0/errors/TIMEOUT").isNumber()).isTrue();
    }
}
