package org.mpmlab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mpmlab.cli.Outcome.mpmlab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(AtHome.class)
class RunCommandTest {
    @TempDir
    private Path folder;

    @Test
    void anotherMachineGetsNoLoadWithoutConsent() throws IOException {
        Path scenario = Files.writeString(folder.resolve("theirs.yaml"), """
                name: theirs
                description: Someone else's server, of a network that is for documentation alone.
                stacks: [{name: theirs, address: "http://192.0.2.1:80/"}]
                sites: [hello]
                loads: [{arrival: closed, duration: 1s}]
                """);

        Outcome run = mpmlab("run", scenario, "--runs", folder.resolve("runs"));

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("stack theirs is at http://192.0.2.1:80/", "--remote");
        assertThat(folder.resolve("runs")).doesNotExist();
        assertThat(mpmlab("plan", scenario).status()).as("a plan sends nothing").isZero();
    }
}
