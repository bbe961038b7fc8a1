package org.mpmlab.lab.observe;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where control groups are mounted in the file system as we see it, which is not where the kernel has them when we run
 * in a container ourselves: from {@code /proc/self/mountinfo}, proc(5).
 */
final class CgroupMounts {
    private static final Pattern CONTAINER_ID = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern OCTAL = Pattern.compile("\\\\([0-7]{3})");

    private final List<Mount> mounts;

    private CgroupMounts(List<Mount> mounts) {
        this.mounts = mounts;
    }

    /**
     * @param root the group that is seen at the mount point
     * @param controllers of a v1 hierarchy, among other options; for v2 of no meaning
     */
    private record Mount(boolean v2, String root, Path point, List<String> controllers) {}

    static CgroupMounts parse(String mountinfo) {
        List<Mount> mounts = new ArrayList<>();
        mountinfo.lines().forEach(line -> {
            int separator = line.indexOf(" - ");
            if (separator < 0) {
                return;
            }
            String[] before = line.substring(0, separator).split(" ", -1);
            String[] after = line.substring(separator + 3).split(" ", -1);
            if (before.length < 5 || after.length < 3 || !after[0].startsWith("cgroup")) {
                return;
            }
            mounts.add(new Mount(
                    after[0].equals("cgroup2"),
                    unescape(before[3]),
                    Path.of(unescape(before[4])),
                    Arrays.asList(after[2].split(","))));
        });
        return new CgroupMounts(mounts);
    }

    /**
     * The directories that may be a container's group in the v1 hierarchy of a controller.
     *
     * @param cgroup {@code /proc/PID/cgroup} of the container's first process
     * @return empty if v1 does not manage that controller, or shows us no such group
     */
    List<Path> v1(String cgroup, String controller) {
        return memberships(cgroup)
                .filter(line -> Arrays.asList(line[1].split(",")).contains(controller))
                .map(line -> containerGroup(line[2]))
                .findFirst()
                .map(group -> mounts.stream()
                        .filter(mount -> !mount.v2() && mount.controllers().contains(controller))
                        .flatMap(mount -> seenAt(mount, group).stream())
                        .toList())
                .orElse(List.of());
    }

    /** Whether v1 manages that controller, whatever else v2 manages beside it (a hybrid machine). */
    static boolean managedByV1(String cgroup, String controller) {
        return memberships(cgroup)
                .anyMatch(line -> Arrays.asList(line[1].split(",")).contains(controller));
    }

    /** The directories that may be a container's group in the one v2 hierarchy. */
    List<Path> v2(String cgroup) {
        return memberships(cgroup)
                .filter(line -> line[0].equals("0") && line[1].isEmpty())
                .map(line -> containerGroup(line[2]))
                .findFirst()
                .map(group -> mounts.stream()
                        .filter(Mount::v2)
                        .flatMap(mount -> seenAt(mount, group).stream())
                        .toList())
                .orElse(List.of());
    }

    /** Lines of {@code /proc/PID/cgroup}: hierarchy, controllers, group. */
    private static java.util.stream.Stream<String[]> memberships(String cgroup) {
        return cgroup.lines().map(line -> line.split(":", 3)).filter(line -> line.length == 3);
    }

    /**
     * A container may move its processes into groups below its own (Docker in Docker does, into {@code /init}): what
     * counts is the group that carries the container's id, the innermost one when containers are nested. Drivers write
     * it {@code ID} (cgroupfs) or {@code docker-ID.scope} (systemd).
     */
    private static String containerGroup(String group) {
        String[] names = group.split("/");
        for (int last = names.length - 1; last > 0; last--) {
            if (CONTAINER_ID.matcher(names[last]).find()) {
                return String.join("/", Arrays.copyOf(names, last + 1));
            }
        }
        return group;
    }

    /** Both paths are relative to the reader's cgroup namespace, so {@code ..} may lead either out of it. */
    private static Optional<Path> seenAt(Mount mount, String group) {
        List<String> root = names(mount.root());
        List<String> path = names(group);
        if (path.size() < root.size() || !path.subList(0, root.size()).equals(root)) {
            return Optional.empty();
        }
        List<String> below = path.subList(root.size(), path.size());
        return below.contains("..")
                ? Optional.empty()
                : Optional.of(mount.point().resolve(String.join("/", below)));
    }

    private static List<String> names(String path) {
        return Arrays.stream(path.split("/")).filter(name -> !name.isEmpty()).toList();
    }

    private static String unescape(String field) {
        return OCTAL.matcher(field).replaceAll(match -> String.valueOf((char) Integer.parseInt(match.group(1), 8))
                .replace("\\", "\\\\"));
    }
}
