package io.switchgear.outcome;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a failure: words and a time, never the exception itself, which would keep its stack and everything it
 * refers to alive. Immutable.
 *
 * @param type class name of the exception, or words for a failure without one
 * @param message the exception's message, cut to {@value #LONGEST_MESSAGE} characters; empty when it has none or when
 *     messages are switched off
 * @param nanos the breaker's {@link io.switchgear.time.Ticker} at that moment
 */
public record LastFailure(String type, Optional<String> message, long nanos) {
    private static final Pattern CONTROLS = Pattern.compile("\\p{Cntrl}+");

    /** Longest message kept, in characters. */
    public static final int LONGEST_MESSAGE = 200;

    /**
     * A failure with an exception.
     *
     * @param type class name of the exception
     * @param message its message, of which no more than {@value #LONGEST_MESSAGE} characters are kept, on one line, or {@code null}
     * @param nanos the breaker's ticker at that moment
     * @return the failure
     */
    public static LastFailure of(String type, @Nullable String message, long nanos) {
        return new LastFailure(
                type,
                Optional.ofNullable(message).map(LastFailure::oneShortLine).filter(text -> !text.isBlank()),
                nanos);
    }

    /** Cut without tearing a character apart, and without line breaks, which would forge lines in a log. */
    private static String oneShortLine(String message) {
        int end = Math.min(message.length(), LONGEST_MESSAGE);
        if (end < message.length() && Character.isHighSurrogate(message.charAt(end - 1))) {
            end--;
        }
        String kept = message.substring(0, end);
        for (int i = 0; i < end; i++) {
            if (Character.isISOControl(kept.charAt(i))) {
                return CONTROLS.matcher(kept).replaceAll(" ");
            }
        }
        return kept;
    }

    /**
     * A failure with an exception, which is looked at without the {@code CompletionException} or {@code ExecutionException}
     * around it.
     *
     * @param thrown the exception
     * @param withMessage whether to keep its message
     * @param nanos the breaker's ticker at that moment
     * @return the failure
     */
    public static LastFailure of(Throwable thrown, boolean withMessage, long nanos) {
        Throwable cause = OutcomeRules.unwrapped(thrown);
        return of(cause.getClass().getName(), withMessage ? cause.getMessage() : null, nanos);
    }

    /**
     * The failure in one line, like {@code java.io.IOException: connection reset}.
     *
     * @return type and message
     */
    public String description() {
        return message.map(text -> type + ": " + text).orElse(type);
    }
}
