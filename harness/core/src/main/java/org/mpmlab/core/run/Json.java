package org.mpmlab.core.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

/**
 * How the house's values are written as JSON: times as ISO 8601, absent values left out, unknown properties of later
 * versions passed over. The mapper is safe to share.
 */
public final class Json {
    public static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .addModule(new Jdk8Module())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS, SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.ALWAYS))
            .build();

    private Json() {}

    /** For people to read as well; ended by a line feed. */
    public static String pretty(Object value) {
        return pretty(value, MAPPER.writer());
    }

    /**
     * For people to read as well; ended by a line feed.
     *
     * @param type as which it is written; a list's elements would otherwise lose the word that says of which kind they
     *     are
     */
    public static <T> String pretty(T value, TypeReference<T> type) {
        return pretty(value, MAPPER.writerFor(type));
    }

    private static String pretty(Object value, ObjectWriter writer) {
        try {
            return writer.withDefaultPrettyPrinter().writeValueAsString(value) + "\n";
        } catch (JsonProcessingException notOfTheHouse) {
            throw new IllegalArgumentException(notOfTheHouse);
        }
    }
}
