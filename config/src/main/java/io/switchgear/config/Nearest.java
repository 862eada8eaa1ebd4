// SPDX-License-Identifier: Apache-2.0
package io.switchgear.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The known word that somebody probably meant. */
final class Nearest {
    private Nearest() {}

    /** The nearest of the words; empty if none is similar. Case, hyphens and underscores do not matter. */
    static Optional<String> to(String word, Collection<String> known) {
        String plain = plain(word);
        int most = Math.max(1, plain.length() / 4);
        return known.stream()
                .filter(each -> distance(plain, plain(each)) <= most)
                .min(Comparator.comparingInt((String each) -> distance(plain, plain(each)))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** The words without the characters in which notations differ. */
    static String plain(String word) {
        return word.toLowerCase(Locale.ROOT).replaceAll("[-_]", "");
    }

    /** The number of characters to insert, delete or replace. */
    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
