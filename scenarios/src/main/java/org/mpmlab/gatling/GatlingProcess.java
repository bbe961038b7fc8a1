package org.mpmlab.gatling;

import io.gatling.app.Gatling$;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.prefs.Preferences;
import org.mpmlab.core.load.Load;
import org.mpmlab.core.load.LoadProgress;
import org.mpmlab.core.load.LoadResult;
import org.mpmlab.gatling.simulation.JourneySimulation;
import org.mpmlab.gatling.simulation.Stage;
import org.mpmlab.gatling.visit.Conductor;
import org.mpmlab.gatling.visit.Course;

/**
 * The process in which Gatling carries out one load. Gatling keeps much in static fields and ends the process it runs
 * in when something goes badly wrong: so it gets one of its own for each load. It ends when the one that started it
 * closes its input, or ends.
 */
public final class GatlingProcess {
    /** io.gatling.app.cli.StatusCode.AssertionsFailed. */
    private static final int ASSERTIONS_FAILED = 2;

    private final PrintStream answers;
    private final CountDownLatch go = new CountDownLatch(1);

    GatlingProcess(PrintStream answers) {
        this.answers = answers;
    }

    /**
     * Reads an order from standard input and answers on standard output.
     *
     * @param arguments the folder for Gatling's files
     */
    public static void main(String[] arguments) throws IOException {
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        GatlingProcess process = new GatlingProcess(System.out);
        Message.Order order = (Message.Order) Message.parse(orders.readLine());
        Thread listening = new Thread(() -> process.listen(orders), "mpmlab-orders");
        listening.setDaemon(true);
        listening.start();
        Message last;
        try {
            last = process.carryOut(
                    order.load(), JourneySimulation.of(order.load().journey()), arguments[0]);
        } catch (Exception | LinkageError failed) {
            last = new Message.Failed(failed.toString());
        }
        process.say(last);
        // Gatling and Netty leave threads behind, and nothing of this process is needed any more.
        Runtime.getRuntime().halt(0);
    }

    private void listen(BufferedReader orders) {
        try {
            for (String line = orders.readLine(); line != null; line = orders.readLine()) {
                if (Message.parse(line) instanceof Message.Go) {
                    go();
                }
            }
        } catch (IOException gone) {
            // as if it had ended
        }
        Runtime.getRuntime().halt(1);
    }

    /** Measuring may begin once the load is warm. */
    void go() {
        go.countDown();
    }

    /** Carries a load out in this very process; once in its life. */
    Message.Done carryOut(Load load, Class<? extends JourneySimulation> simulation, String folder)
            throws InterruptedException {
        Course course = new Course(load);
        Stage.set(course);
        keepQuiet();
        CompletableFuture<LoadResult> result = new CompletableFuture<>();
        Thread conductor = new Thread(() -> conduct(course, result), "mpmlab-conductor");
        conductor.setDaemon(true);
        conductor.start();
        PrintStream console = System.out;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
        int status;
        try {
            status = Gatling$.MODULE$.fromArgs(
                    new String[] {"--simulation", simulation.getName(), "--results-folder", folder, "--no-reports"});
        } finally {
            System.setOut(console);
            conductor.interrupt();
        }
        try {
            return new Message.Done(result.get(), broken(status, said.toString(StandardCharsets.UTF_8)));
        } catch (ExecutionException failed) {
            throw new IllegalStateException(
                    failed.getCause() + "; Gatling said: " + said.toString(StandardCharsets.UTF_8), failed.getCause());
        }
    }

    private void conduct(Course course, CompletableFuture<LoadResult> result) {
        try {
            result.complete(new Conductor(course, progress()).conduct());
        } catch (InterruptedException | RuntimeException failed) {
            result.completeExceptionally(failed);
        }
    }

    private LoadProgress progress() {
        return new LoadProgress() {
            @Override
            public void at(Moment now) {
                say(new Message.Moment(now));
            }

            @Override
            public void measuring() {
                say(new Message.Warm());
                try {
                    go.await();
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        };
    }

    /** No usage statistics, no console tables, no look for newer versions on the network. */
    private static void keepQuiet() {
        System.setProperty("gatling.data.enableAnalytics", "false");
        System.setProperty("gatling.data.writers.0", "file");
        // Gatling asks Maven Central unless it remembers that it did so lately
        // (io.gatling.commons.util.GatlingVersion).
        Preferences.userRoot().node("/io/gatling/latestVersion").putLong("lastCheckTimestamp", Long.MAX_VALUE);
    }

    private static List<String> broken(int status, String said) {
        List<String> broken = said.lines()
                .filter(line -> line.contains(" : false ("))
                .map(line -> "Gatling's assertion does not hold: " + line.strip())
                .toList();
        if (status == 0 || (status == ASSERTIONS_FAILED && !broken.isEmpty())) {
            return broken;
        }
        return List.of("Gatling ended with status " + status + ": " + said.strip());
    }

    private synchronized void say(Message message) {
        answers.println(message.line());
        answers.flush();
    }
}
