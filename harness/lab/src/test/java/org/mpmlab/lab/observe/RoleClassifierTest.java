package org.mpmlab.lab.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mpmlab.core.run.Role.FPM_MASTER;
import static org.mpmlab.core.run.Role.FPM_WORKER;
import static org.mpmlab.core.run.Role.HTTPD_CHILD;
import static org.mpmlab.core.run.Role.HTTPD_PARENT;
import static org.mpmlab.core.run.Role.HTTPD_SPAWNER;
import static org.mpmlab.core.run.Role.NGINX_MASTER;
import static org.mpmlab.core.run.Role.NGINX_WORKER;
import static org.mpmlab.core.run.Role.OTHER;
import static org.mpmlab.core.run.Role.PHP_CGI;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mpmlab.core.run.Role;

class RoleClassifierTest {
    static Stream<Arguments> recordedStacks() {
        return Stream.of(
                Arguments.of("prefork+mod_php", Map.of(OTHER, 1, HTTPD_PARENT, 1, HTTPD_CHILD, 7)),
                // 7 children, and a process for each of 6 connections and for one that had just come.
                Arguments.of("itk+mod_php", Map.of(OTHER, 1, HTTPD_PARENT, 1, HTTPD_CHILD, 13)),
                Arguments.of("prefork+cgi", Map.of(OTHER, 1, HTTPD_PARENT, 1, HTTPD_CHILD, 7, PHP_CGI, 3)),
                Arguments.of(
                        "prefork+fcgid",
                        Map.of(OTHER, 1, HTTPD_PARENT, 1, HTTPD_CHILD, 6, HTTPD_SPAWNER, 1, PHP_CGI, 1)),
                Arguments.of(
                        "worker+cgi", Map.of(OTHER, 1, HTTPD_PARENT, 1, HTTPD_CHILD, 2, HTTPD_SPAWNER, 1, PHP_CGI, 3)),
                Arguments.of(
                        "worker+cgi.daemon-restarted",
                        Map.of(OTHER, 1, HTTPD_PARENT, 1, HTTPD_CHILD, 2, HTTPD_SPAWNER, 1, PHP_CGI, 2)),
                Arguments.of(
                        "event+cgi", Map.of(OTHER, 1, HTTPD_PARENT, 1, HTTPD_CHILD, 2, HTTPD_SPAWNER, 1, PHP_CGI, 3)),
                Arguments.of(
                        "event+fcgid", Map.of(OTHER, 1, HTTPD_PARENT, 1, HTTPD_CHILD, 2, HTTPD_SPAWNER, 1, PHP_CGI, 2)),
                Arguments.of(
                        "event+fcgid.graceful",
                        Map.of(OTHER, 1, HTTPD_PARENT, 1, HTTPD_CHILD, 2, HTTPD_SPAWNER, 1, PHP_CGI, 4)),
                Arguments.of(
                        "event+fpm", Map.of(OTHER, 1, HTTPD_PARENT, 1, HTTPD_CHILD, 2, FPM_MASTER, 1, FPM_WORKER, 6)),
                Arguments.of(
                        "nginx+fpm", Map.of(OTHER, 1, NGINX_MASTER, 1, NGINX_WORKER, 2, FPM_MASTER, 1, FPM_WORKER, 6)));
    }

    @ParameterizedTest
    @MethodSource("recordedStacks")
    void countsARecordedStack(String stack, Map<Role, Integer> expected) {
        assertThat(counts(Recorded.processes(stack))).isEqualTo(expected);
    }

    @Property(tries = 50)
    void doesNotDependOnTheOrderOfTheTable(@ForAll Random random) {
        List<ServerProcess> table = Recorded.processes("event+fcgid");
        List<ServerProcess> shuffled = new ArrayList<>(table);
        Collections.shuffle(shuffled, random);

        assertThat(RoleClassifier.classify(shuffled)).isEqualTo(RoleClassifier.classify(table));
    }

    @Test
    void aForkOfTheCgiDaemonThatIsNotYetPhpCountsAsPhp() {
        List<ServerProcess> table = new ArrayList<>(Recorded.processes("worker+cgi"));
        ServerProcess daemon = one(table, HTTPD_SPAWNER);
        table.add(child(daemon, 99999, daemon.comm(), daemon.commandLine()));

        assertThat(RoleClassifier.classify(table)).containsEntry(99999, PHP_CGI);
    }

    @Test
    void aChildThatIsDownToOneThreadStaysAChild() {
        List<ServerProcess> table = new ArrayList<>(Recorded.processes("event+fpm"));
        ServerProcess child = one(table, HTTPD_CHILD);
        table.remove(child);
        table.add(new ServerProcess(
                child.pid(),
                child.ppid(),
                child.comm(),
                child.commandLine(),
                'S',
                1,
                child.ignoredSignals(),
                child.caughtSignals()));

        assertThat(RoleClassifier.classify(table)).containsEntry(child.pid(), HTTPD_CHILD);
    }

    @Test
    void anFpmWorkerThatHasNotSetItsTitleIsKnownByItsParent() {
        List<ServerProcess> table = new ArrayList<>(Recorded.processes("event+fpm"));
        table.add(child(one(table, FPM_MASTER), 99999, "php-fpm8.4", "php-fpm8.4 --nodaemonize"));

        assertThat(RoleClassifier.classify(table)).containsEntry(99999, FPM_WORKER);
    }

    @Test
    void nginxCacheProcessesServeNobody() {
        List<ServerProcess> table = new ArrayList<>(Recorded.processes("nginx+fpm"));
        table.add(child(one(table, NGINX_MASTER), 99999, "nginx", "nginx: cache manager process"));

        assertThat(RoleClassifier.classify(table)).containsEntry(99999, OTHER);
    }

    @Test
    void survivesATableTornByReusedPids() {
        ServerProcess one = new ServerProcess(1, 2, "apache2", "", 'S', 1, 0, 0);
        ServerProcess two = new ServerProcess(2, 1, "apache2", "", 'S', 1, 0, 0);

        assertThat(RoleClassifier.classify(List.of(one, two))).containsOnlyKeys(1, 2);
    }

    private static Map<Role, Integer> counts(List<ServerProcess> processes) {
        Map<Role, Integer> counts = new EnumMap<>(Role.class);
        RoleClassifier.classify(processes).values().forEach(role -> counts.merge(role, 1, Integer::sum));
        return counts;
    }

    private static ServerProcess one(List<ServerProcess> table, Role role) {
        Map<Integer, Role> roles = RoleClassifier.classify(table);
        return table.stream()
                .filter(process -> roles.get(process.pid()) == role)
                .findFirst()
                .orElseThrow();
    }

    private static ServerProcess child(ServerProcess parent, int pid, String comm, String commandLine) {
        return new ServerProcess(
                pid, parent.pid(), comm, commandLine, 'R', 1, parent.ignoredSignals(), parent.caughtSignals());
    }
}
