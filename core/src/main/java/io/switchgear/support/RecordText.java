// SPDX-License-Identifier: Apache-2.0
package io.switchgear.support;

/** The text of classes that keep their state in a record. */
public final class RecordText {
    private RecordText() {}

    /**
     * Returns the text of a record under the name of the class that keeps it.
     *
     * @param name the simple name of the class
     * @param state the record
     * @return a text such as {@code Totals[admitted=3, successes=2]}
     */
    public static String of(String name, Record state) {
        String text = state.toString();
        return name + text.substring(text.indexOf('['));
    }
}
