package org.mpmlab.core.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpmlab.core.load.GeneratorKind;
import org.mpmlab.core.load.Journey;
import org.mpmlab.core.load.Protocol;
import org.mpmlab.core.stack.Compatibility;
import org.mpmlab.core.stack.Composition;
import org.mpmlab.core.stack.Setting;
import org.mpmlab.core.stack.Settings;

/** The schema says the same as the code: an editor that follows it neither refuses nor offers what the lab doesn't. */
class SchemaTest {
    private static final JsonNode SCHEMA = json("scenarios/catalog/schema/scenario.schema.json");

    @Test
    void theSchemasAreThemselvesValid() {
        Schema meta = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(com.networknt.schema.SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
        assertThat(meta.validate(SCHEMA)).isEmpty();
        assertThat(meta.validate(json("docker-images/sites/site.schema.json"))).isEmpty();
        assertThat(meta.validate(json("docker-images/sites/site.schema.json").put("type", 3)))
                .isNotEmpty();
    }

    @Test
    void itOffersExactlyTheStacksThatCanBeHad() {
        List<String> valid =
                Compatibility.valid().stream().map(Composition::name).toList();
        assertThat(words(SCHEMA.at("/$defs/definition/properties/extends/enum")))
                .containsExactlyInAnyOrderElementsOf(valid);
        assertThat(words(SCHEMA.at("/$defs/stack-name/enum")))
                .containsExactlyInAnyOrderElementsOf(StacksReader.words());
        assertThat(StacksReader.words()).containsAll(valid).contains("all", "unfronted", "fronted");
    }

    @Test
    void itOffersExactlyTheProtocols() {
        assertThat(words(SCHEMA.at("/$defs/protocol/enum")))
                .containsExactlyElementsOf(
                        Arrays.stream(Protocol.values()).map(Protocol::word).toList());
    }

    @Test
    void itOffersExactlyTheEnginesAndJourneys() {
        for (String load : List.of("load-rounds", "load-closed", "load-open")) {
            assertThat(words(SCHEMA.at("/$defs/" + load + "/properties/engine/enum")))
                    .containsExactlyElementsOf(Arrays.stream(GeneratorKind.values())
                            .map(GeneratorKind::word)
                            .toList());
        }
        assertThat(words(SCHEMA.at("/$defs/journey/properties/kind/enum")))
                .containsExactlyElementsOf(Arrays.stream(Journey.Kind.values())
                        .map(Journey.Kind::word)
                        .toList());
    }

    @Test
    void itOffersExactlyTheSettings() {
        List<String> offered = new ArrayList<>();
        SCHEMA.at("/$defs/settings/properties").fieldNames().forEachRemaining(offered::add);
        assertThat(offered)
                .containsExactlyElementsOf(
                        Arrays.stream(Setting.values()).map(Setting::directive).toList());
    }

    @Test
    void itKnowsTheBoundsOfEverySetting() {
        for (Setting setting : Setting.values()) {
            JsonNode bounds = SCHEMA.at("/$defs/settings/properties").path(setting.directive());
            if (setting.kind() == Setting.Kind.COUNT || setting.kind() == Setting.Kind.SECONDS) {
                long least = bounds.path("minimum").asLong(-1);
                long greatest = bounds.path("maximum").asLong(-1);
                assertThat(Settings.NONE.with(setting, least).number(setting)).hasValue(least);
                assertThat(Settings.NONE.with(setting, greatest).number(setting))
                        .hasValue(greatest);
                assertThatIllegalArgumentException().isThrownBy(() -> Settings.NONE.with(setting, least - 1));
                assertThatIllegalArgumentException().isThrownBy(() -> Settings.NONE.with(setting, greatest + 1));
            } else {
                assertThat(words(bounds.path("enum"))).isNotEmpty().allSatisfy(word -> assertThat(
                                Settings.NONE.with(setting, word).get(setting))
                        .isPresent());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2s",
                "29 ms",
                "29ms",
                "0.5s",
                "1m",
                "2h",
                "500 us",
                "1m30s",
                "5",
                "s",
                "-1s",
                "2 S",
                "1  s",
                "1234567890123s"
            })
    void itAndTheReaderAgreeOnTimes(String text) {
        assertThat(text.matches(SCHEMA.at("/$defs/duration/pattern").asText()))
                .isEqualTo(Quantities.duration(text).isPresent());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2g",
                "512m",
                "2 g",
                "64k",
                "2GiB",
                "1.5g",
                "2G",
                "2GB",
                "2",
                "g",
                "2gib",
                "-2g",
                "2 KiB",
                "1234567890123g"
            })
    void itAndTheReaderAgreeOnSizes(String text) {
        assertThat(text.matches(SCHEMA.at("/$defs/size/pattern").asText()))
                .isEqualTo(Quantities.bytes(text).isPresent());
    }

    @Test
    void itsDefaultsAreTheReaders() {
        for (String kind : List.of("rounds", "closed", "open")) {
            JsonNode keys = SCHEMA.at("/$defs/load-" + kind + "/properties");
            assertThat(Quantities.duration(keys.at("/warm-up/default").asText()))
                    .contains(LoadsReader.WARM_UP);
            assertThat(Quantities.duration(keys.at("/request-timeout/default").asText()))
                    .contains(LoadsReader.REQUEST_TIMEOUT);
            assertThat(Quantities.duration(keys.at("/duration/default").asText()))
                    .contains(kind.equals("rounds") ? LoadsReader.DURATION_OF_ROUNDS : LoadsReader.DURATION);
            assertThat(keys.at("/connections/default").asInt(ConnectionsReader.CONNECTIONS))
                    .isEqualTo(ConnectionsReader.CONNECTIONS);
        }
    }

    @Test
    void everyKeyIsDescribed() {
        assertThat(undescribed(SCHEMA, "")).isEmpty();
    }

    private static List<String> undescribed(JsonNode node, String at) {
        List<String> bare = new ArrayList<>();
        node.properties().forEach(field -> {
            String here = at + "/" + field.getKey();
            if (at.endsWith("/properties")
                    && field.getValue().isObject()
                    && !field.getValue().has("description")
                    && !field.getValue().has("const")
                    && !field.getValue().path("$ref").asText("").matches("#/\\$defs/(own-name|rate)")) {
                bare.add(here);
            }
            bare.addAll(undescribed(field.getValue(), here));
        });
        return bare;
    }

    private static List<String> words(JsonNode list) {
        return Stream.iterate(0, i -> i < list.size(), i -> i + 1)
                .map(i -> list.get(i).asText())
                .toList();
    }

    private static com.fasterxml.jackson.databind.node.ObjectNode json(String path) {
        try {
            return (com.fasterxml.jackson.databind.node.ObjectNode) new ObjectMapper()
                    .readTree(ShippedLibrary.text(Path.of("..", "..").resolve(path)));
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException(path, e);
        }
    }
}
