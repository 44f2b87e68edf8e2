package org.smtpconnector.adapter.config;

import java.util.List;

/** Finds the word that a misspelt one may stand for. */
public final class Spelling {

    private Spelling() {}

    /**
     * Returns the candidate with the fewest edits from a word; the first of several.
     *
     * @param most maximum number of edits
     * @return null if every candidate takes more
     */
    public static String nearest(String word, List<String> candidates, int most) {
        String nearest = null;
        int best = most + 1;
        for (String candidate : candidates) {
            if (Math.abs(candidate.length() - word.length()) < best) {
                int distance = distance(word, candidate);
                if (distance < best) {
                    best = distance;
                    nearest = candidate;
                }
            }
        }
        return nearest;
    }

    /** Returns the number of letters to insert, delete, replace, or swap with their neighbour (optimal string alignment). */
    static int distance(String one, String two) {
        int[][] edits = new int[one.length() + 1][two.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= two.length(); j++) {
                if (i == 0 || j == 0) {
                    edits[i][j] = i + j;
                    continue;
                }
                boolean same = one.charAt(i - 1) == two.charAt(j - 1);
                int edit = Math.min(edits[i - 1][j], edits[i][j - 1]) + 1;
                edit = Math.min(edit, edits[i - 1][j - 1] + (same ? 0 : 1));
                boolean swapped = i > 1
                        && j > 1
                        && one.charAt(i - 1) == two.charAt(j - 2)
                        && one.charAt(i - 2) == two.charAt(j - 1);
                edits[i][j] = swapped ? Math.min(edit, edits[i - 2][j - 2] + 1) : edit;
            }
        }
        return edits[one.length()][two.length()];
    }
}
