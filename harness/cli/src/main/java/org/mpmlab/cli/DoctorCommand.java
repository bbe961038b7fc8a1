package org.mpmlab.cli;

import java.util.concurrent.Callable;
import org.mpmlab.core.scenario.Placement;
import org.mpmlab.lab.LabException;
import org.mpmlab.lab.docker.Docker;
import org.mpmlab.lab.docker.Images;
import org.mpmlab.lab.docker.Leftovers;
import org.mpmlab.lab.machine.CpuShares;
import org.mpmlab.lab.machine.Machine;
import picocli.CommandLine.Command;

/** Tells what this machine is fit for. */
@Command(
        name = "doctor",
        description = {"Checks what mpmlab needs of this machine.", "Says what to do about what is missing."},
        mixinStandardHelpOptions = true,
        footer = {"", "Example: mpmlab doctor"})
final class DoctorCommand implements Callable<Integer> {
    private static final long LEAST_MEMORY = 4L << 30;

    private int status = ExitCode.OK;

    @Override
    public Integer call() {
        Home home = Home.find();
        good("mpmlab", Version.describe());
        good("Java", System.getProperty("java.vm.name") + " " + Runtime.version());
        good("machine", Machine.cpuModel() + ", " + Machine.os() + ", kernel " + Machine.kernel());
        CpuShares shares = CpuShares.of(Machine.usableCpus(), Placement.AUTOMATIC);
        row(
                shares.warning().isEmpty(),
                ExitCode.INVALID,
                "CPUs",
                shares.warning()
                        .orElse("servers on " + shares.servers() + ", generator on " + shares.generator()
                                + ", observer on " + shares.observer()));
        long available = Machine.availableMemoryBytes();
        row(
                available >= LEAST_MEMORY,
                ExitCode.INVALID,
                "memory",
                (available >> 20) + " MiB available" + (available >= LEAST_MEMORY ? "" : ", 4 GiB are wanted"));
        good("control groups", "v" + Machine.cgroupVersion());
        boolean root = "root".equals(System.getProperty("user.name"));
        row(
                root,
                ExitCode.INVALID,
                "permissions",
                root ? "root: PSS of every process can be read" : "not root: PSS can't be read; run with sudo for it");
        docker(home);
        return status;
    }

    private void docker(Home home) {
        try (Docker docker = Docker.connect()) {
            good("Docker Engine", docker.description());
            boolean base = new Images(docker, new Leftovers(docker), home.images(), line -> {}).hasBase();
            row(
                    base,
                    ExitCode.INFRASTRUCTURE,
                    "base image",
                    base ? Images.BASE : Images.BASE + " is missing; run ./mpmlab setup");
        } catch (LabException unreachable) {
            row(false, ExitCode.INFRASTRUCTURE, "Docker Engine", unreachable.getMessage());
        }
    }

    private void good(String what, String text) {
        row(true, ExitCode.OK, what, text);
    }

    private void row(boolean fine, int otherwise, String what, String text) {
        System.out.printf("%-4s %-15s %s%n", fine ? "ok" : "NO", what, text);
        if (!fine && status != ExitCode.INFRASTRUCTURE) {
            status = otherwise;
        }
    }
}
