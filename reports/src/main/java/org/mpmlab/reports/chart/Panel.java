package org.mpmlab.reports.chart;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.mpmlab.core.stack.Composition;
import org.mpmlab.core.stack.Mpm;
import org.mpmlab.core.stack.Stack;
import org.mpmlab.reports.words.Words;

/**
 * Stacks that share a small picture: those that run PHP the same way, so that the MPMs stand against each other. An MPM
 * has the same colour, line and marker in every panel.
 *
 * @param title how PHP runs, and whether nginx stands in front
 * @param members at most {@link #MOST}
 */
public record Panel(String title, List<Member> members) {
    /** More lines than this no one tells apart. */
    public static final int MOST = 6;

    private static final int NAME_LENGTH = 14;
    private static final int NGINX = 4;
    private static final int ADDRESS = 5;

    /**
     * One line of the picture.
     *
     * @param stack the stack's name
     * @param label as short as tells it apart within the panel
     * @param series its colour, line and marker
     */
    public record Member(String stack, String label, int series) {}

    public static List<Panel> of(List<Stack> stacks) {
        Map<String, List<Stack>> groups = new LinkedHashMap<>();
        for (Stack stack : stacks) {
            groups.computeIfAbsent(title(stack), unseen -> new ArrayList<>()).add(stack);
        }
        List<Panel> panels = new ArrayList<>();
        groups.forEach((title, group) -> {
            for (int i = 0; i < group.size(); i += MOST) {
                panels.add(of(title, group.subList(i, Math.min(group.size(), i + MOST))));
            }
        });
        return panels;
    }

    private static Panel of(String title, List<Stack> stacks) {
        Set<Integer> taken = new HashSet<>();
        List<Member> members = new ArrayList<>();
        for (Stack stack : stacks) {
            int wanted = stack.composition()
                    .map(parts -> parts.mpm().map(Panel::series).orElse(NGINX))
                    .orElse(ADDRESS);
            int series = IntStream.concat(IntStream.of(wanted), IntStream.range(0, Ink.SERIES.size()))
                    .filter(free -> !taken.contains(free))
                    .findFirst()
                    .orElse(wanted);
            taken.add(series);
            members.add(new Member(stack.name(), label(stack), series));
        }
        return new Panel(title, members);
    }

    private static int series(Mpm mpm) {
        return switch (mpm) {
            case PREFORK -> 0;
            case ITK -> 1;
            case WORKER -> 2;
            case EVENT -> 3;
        };
    }

    private static String title(Stack stack) {
        return stack.composition()
                .map(parts -> parts.php().title() + (parts.fronted() ? " behind nginx" : ""))
                .orElse("Addresses");
    }

    private static String label(Stack stack) {
        return stack.composition()
                .filter(parts -> parts.name().equals(stack.name()))
                .flatMap(Composition::mpm)
                .map(Mpm::word)
                .orElseGet(() -> stack.name().equals(Composition.nginx().name())
                        ? "nginx"
                        : Words.shorten(stack.name(), NAME_LENGTH));
    }
}
