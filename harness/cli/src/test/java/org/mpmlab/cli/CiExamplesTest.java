package org.mpmlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The workflows that docs/ci offers, as far as they can be held against anything without their servers. */
class CiExamplesTest {
    private static final Path FOLDER = Path.of("..", "..", "docs", "ci");
    private static final Pattern CALL = Pattern.compile("/mpmlab\"? ([a-z]+)((?: [^\\n]*)?)");
    private static final Pattern OPTION = Pattern.compile(" (--[a-z]+)");

    private static List<String> scripts(String file) throws IOException {
        JsonNode root = new YAMLMapper().readTree(FOLDER.resolve(file).toFile());
        List<String> scripts = new ArrayList<>();
        root.findValues("run").stream().map(JsonNode::asText).forEach(scripts::add);
        for (JsonNode list : root.findValues("script")) {
            List<String> lines = new ArrayList<>();
            list.forEach(line -> lines.add(line.asText()));
            scripts.add(String.join("\n", lines));
        }
        return scripts;
    }

    @ParameterizedTest
    @ValueSource(strings = {"github-actions.yml", "gitlab-ci.yml"})
    void theirScriptsAreBash(String file) throws Exception {
        for (String script : scripts(file)) {
            Process bash =
                    new ProcessBuilder("bash", "-n").redirectErrorStream(true).start();
            try (var in = bash.outputWriter()) {
                in.write(script);
            }
            assertThat(new String(bash.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
                    .isEmpty();
            assertThat(bash.waitFor()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"github-actions.yml", "gitlab-ci.yml"})
    void theirCommandsAndOptionsExist(String file) throws Exception {
        CommandLine commands = new CommandLine(new Main());
        List<String> called = new ArrayList<>();
        for (String script : scripts(file)) {
            Matcher call = CALL.matcher(script.replace("\\\n", " "));
            while (call.find()) {
                called.add(call.group(1));
                assertThat(commands.getSubcommands()).containsKey(call.group(1));
                Matcher option = OPTION.matcher(call.group(2));
                while (option.find()) {
                    assertThat(commands.getSubcommands()
                                    .get(call.group(1))
                                    .getCommandSpec()
                                    .findOption(option.group(1)))
                            .as("%s of %s", option.group(1), call.group(1))
                            .isNotNull();
                }
            }
        }
        assertThat(called).containsExactly("setup", "run", "gate");
    }
}
