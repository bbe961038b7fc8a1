package org.mpmlab.gatling;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.util.List;
import org.mpmlab.core.load.Load;
import org.mpmlab.core.load.LoadProgress;
import org.mpmlab.core.load.LoadResult;

/**
 * What the generator and Gatling's process tell each other: JSON, one message a line. The generator sends {@link Order}
 * and later {@link Go}; the process any number of {@link Moment}, one {@link Warm} between those of the warm-up and the
 * rest, and one {@link Done} or {@link Failed} at the end.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "message")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Message.Order.class, name = "order"),
    @JsonSubTypes.Type(value = Message.Go.class, name = "go"),
    @JsonSubTypes.Type(value = Message.Moment.class, name = "moment"),
    @JsonSubTypes.Type(value = Message.Warm.class, name = "warm"),
    @JsonSubTypes.Type(value = Message.Done.class, name = "done"),
    @JsonSubTypes.Type(value = Message.Failed.class, name = "failed"),
})
sealed interface Message {
    ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .addModule(new Jdk8Module())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS, SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.ALWAYS))
            .build();

    /** Carry this load out. */
    record Order(Load load) implements Message {}

    /** Begin to measure. */
    record Go() implements Message {}

    /** So it is going. */
    record Moment(LoadProgress.Moment now) implements Message {}

    /** The warm-up is over and answered; nothing is sent until {@link Go}. */
    record Warm() implements Message {}

    /**
     * It is over.
     *
     * @param broken what Gatling says of its assertions that do not hold
     */
    record Done(LoadResult result, List<String> broken) implements Message {}

    /** It could not be carried out. */
    record Failed(String why) implements Message {}

    default String line() {
        try {
            return MAPPER.writeValueAsString(this);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * Reads a message.
     *
     * @throws IllegalArgumentException if it is none
     */
    static Message parse(String line) {
        try {
            return MAPPER.readValue(line, Message.class);
        } catch (JsonProcessingException other) {
            throw new IllegalArgumentException("not a message: " + line, other);
        }
    }
}
