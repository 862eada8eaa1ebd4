// SPDX-License-Identifier: Apache-2.0
package io.switchgear.demo;

import io.switchgear.State;
import picocli.CommandLine.Help.Ansi.Style;

/**
 * Colours on a terminal, none elsewhere. Immutable.
 *
 * @param wanted whether the output is a terminal
 */
record Colours(boolean wanted) {

    /** The text in the colour of a state, like a traffic light. */
    String state(State state, String text) {
        return paint(
                switch (state) {
                    case CLOSED, DISABLED, METRICS_ONLY -> Style.fg_green;
                    case HALF_OPEN, SHEDDING -> Style.fg_yellow;
                    case OPEN, FORCED_OPEN -> Style.fg_red;
                },
                text);
    }

    String strong(String text) {
        return paint(Style.bold, text);
    }

    private String paint(Style style, String text) {
        return wanted ? style.on() + text + Style.reset.on() : text;
    }
}
