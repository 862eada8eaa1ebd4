package io.switchgear.outcome;

import io.switchgear.support.Causes;
import io.switchgear.support.Text;
import java.util.Optional;
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
                Optional.ofNullable(message)
                        .map(text -> Text.oneLine(text, LONGEST_MESSAGE))
                        .filter(text -> !text.isBlank()),
                nanos);
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
        Throwable cause = Causes.unwrapped(thrown);
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
