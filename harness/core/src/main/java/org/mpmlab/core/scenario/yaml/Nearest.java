package org.mpmlab.core.scenario.yaml;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds the word that a user probably meant. */
public final class Nearest {
    private Nearest() {}

    /**
     * The allowed word that is written most alike: the same but for case, hyphens, underscores and spaces, or within
     * one edit for three letters, two for six and so on. Of several, the first.
     */
    public static Optional<String> to(String written, Collection<String> allowed) {
        String plain = plain(written);
        int within = Math.max(1, plain.length() / 3);
        String nearest = null;
        for (String word : allowed) {
            int edits = edits(plain, plain(word));
            if (edits <= within && !(edits > 0 && edits >= word.length())) {
                nearest = word;
                within = edits - 1;
            }
        }
        return Optional.ofNullable(nearest);
    }

    private static String plain(String word) {
        return word.toLowerCase(Locale.ROOT).replaceAll("[-_. ]", "");
    }

    /** Insertions, deletions, substitutions and swaps of neighbours (optimal string alignment). */
    static int edits(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                cost[i][j] = i == 0 ? j : j == 0 ? i : step(a, b, i, j, cost);
            }
        }
        return cost[a.length()][b.length()];
    }

    private static int step(String a, String b, int i, int j, int[][] cost) {
        int substitution = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int least = Math.min(substitution, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
    }
}
