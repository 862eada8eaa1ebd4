// SPDX-License-Identifier: Apache-2.0
package io.switchgear.peers;

import io.switchgear.peers.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A scenario and its place in the table. Immutable.
 *
 * @param number the number among all scenarios, from 1 on
 * @param scenario the question
 */
record Row(int number, Scenario scenario) {
    /** The pattern of a name: a number, C31, RJ2. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z]{0,2}\\d+");

    /** All rows, or those that a text selects: by number, rule, defect or words of the promise. */
    static List<Row> matching(List<Scenario> all, @Nullable String text) {
        List<Row> rows = new ArrayList<>();
        for (Scenario scenario : all) {
            rows.add(new Row(rows.size() + 1, scenario));
        }
        return text == null
                ? rows
                : rows.stream().filter(row -> row.matches(text.strip())).toList();
    }

    private boolean matches(String text) {
        return NAME.matcher(text).matches() ? isNamed(text) : contains(text);
    }

    private boolean isNamed(String name) {
        return name.equals(String.valueOf(number))
                || name.equalsIgnoreCase(scenario.rule())
                || scenario.ids().stream().anyMatch(name::equalsIgnoreCase);
    }

    private boolean contains(String words) {
        return scenario.promise().toLowerCase(Locale.ROOT).contains(words.toLowerCase(Locale.ROOT));
    }

    /** The rule of the contract, and the defects behind the question. */
    String origin() {
        return scenario.ids().isEmpty() ? scenario.rule() : scenario.rule() + "; " + String.join(", ", scenario.ids());
    }
}
