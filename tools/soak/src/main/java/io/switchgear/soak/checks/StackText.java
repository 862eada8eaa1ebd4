// SPDX-License-Identifier: Apache-2.0
package io.switchgear.soak.checks;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An exception in one line, with its stack. */
public final class StackText {
    private static final int MOST_PLACES = 6;

    private StackText() {}

    public static String of(@Nullable Throwable thrown) {
        return thrown == null
                ? "nothing"
                : Arrays.stream(thrown.getStackTrace())
                        .limit(MOST_PLACES)
                        .map(StackTraceElement::toString)
                        .collect(Collectors.joining(" < ", thrown + " at ", ""));
    }
}
