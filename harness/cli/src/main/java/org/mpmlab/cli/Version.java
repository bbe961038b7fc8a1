package org.mpmlab.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.IVersionProvider;

/** Which mpmlab this is. */
final class Version implements IVersionProvider {
    private static final int GIT_SECONDS = 5;

    /** Version and, in a checkout, its commit, such as {@code mpmlab 0.1.0 (1a2b3c4)}. */
    static String describe() {
        String version = Version.class.getPackage().getImplementationVersion();
        String commit = commit(Home.find().root());
        return "mpmlab " + (version == null ? "(not packaged)" : version)
                + (commit.isEmpty() ? "" : " (" + commit + ")");
    }

    private static String commit(Path checkout) {
        try {
            Process git = new ProcessBuilder(
                            "git", "-C", checkout.toString(), "describe", "--always", "--dirty", "--abbrev=10")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String answer = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return git.waitFor(GIT_SECONDS, TimeUnit.SECONDS) && git.exitValue() == 0 ? answer : "";
        } catch (IOException noGit) {
            return "";
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    @Override
    public String[] getVersion() {
        return new String[] {describe()};
    }
}
