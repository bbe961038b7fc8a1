package org.mpmlab.lab.observe;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.mpmlab.core.run.Scoreboard;

/**
 * mod_status's page for programs, {@code /server-status?auto} (modules/generators/mod_status.c). Which fields it has
 * depends on httpd's version and MPM; what is absent stays empty.
 *
 * <p>Two things to know when reading one: the request that asks for it is itself one of the busy workers, and event
 * writes its connection counters only when a keep-alive or another timeout falls due, so after connections came or went
 * they lag by up to KeepAliveTimeout (seen on 2.4.71: ConnsTotal 0 for 5 s while 40 connections idled).
 */
final class ServerStatusPage {
    private static final char OPEN_SLOT = '.';

    private ServerStatusPage() {}

    /**
     * Reads the page.
     *
     * @throws IllegalArgumentException if this is no such page at all
     */
    static Scoreboard parse(String page) {
        Map<String, String> fields = new HashMap<>();
        page.lines().forEach(line -> {
            int colon = line.indexOf(':');
            if (colon > 0) {
                fields.putIfAbsent(
                        line.substring(0, colon), line.substring(colon + 1).strip());
            }
        });
        if (!fields.containsKey("Scoreboard")
                && number(fields, "BusyWorkers", "BusyServers").isEmpty()) {
            throw new IllegalArgumentException(
                    "no page of mod_status for programs: it has neither Scoreboard nor BusyWorkers; does the address end in ?auto ?");
        }
        return new Scoreboard(
                letters(fields.getOrDefault("Scoreboard", "")),
                // 1.3 and 2.0 counted "servers".
                number(fields, "BusyWorkers", "BusyServers"),
                number(fields, "IdleWorkers", "IdleServers"),
                number(fields, "GracefulWorkers"),
                number(fields, "Processes"),
                number(fields, "Stopping"),
                number(fields, "ConnsTotal"),
                number(fields, "ConnsAsyncWriting"),
                number(fields, "ConnsAsyncKeepAlive"),
                number(fields, "ConnsAsyncClosing"),
                number(fields, "ConnsAsyncWaitIO"));
    }

    private static Map<Character, Integer> letters(String scoreboard) {
        Map<Character, Integer> counts = new HashMap<>();
        scoreboard
                .chars()
                .filter(letter -> letter != OPEN_SLOT)
                .forEach(letter -> counts.merge((char) letter, 1, Integer::sum));
        return counts;
    }

    private static OptionalInt number(Map<String, String> fields, String... names) {
        for (String name : names) {
            String value = fields.getOrDefault(name, "");
            if (value.matches("\\d{1,9}")) {
                return OptionalInt.of(Integer.parseInt(value));
            }
        }
        return OptionalInt.empty();
    }
}
