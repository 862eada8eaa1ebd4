package io.switchgear.demo;

import io.switchgear.State;
import picocli.CommandLine.Help.Ansi.Style;

/**
 * Colours on a terminal, nothing elsewhere. Immutable.
 *
 * @param wanted whether it is a terminal
 */
record Colours(boolean wanted) {

    /** The text in the colour of a state, as the lights of a traffic light. */
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
