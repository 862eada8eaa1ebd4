package io.switchgear.outcome;

import io.switchgear.support.Causes;
import io.switchgear.support.FailureAccess;
import io.switchgear.support.Text;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a failure: words, never the exception itself, which would keep its stack and everything it refers to alive.
 * Two are equal when their words are. Immutable.
 *
 * @since 0.1
 */
public final class LastFailure {
    /** Longest message kept, in characters. */
    public static final int LONGEST_MESSAGE = 200;

    static {
        FailureAccess.grant(new FailureAccess<LastFailure>() {
            @Override
            public LastFailure of(String type, @Nullable String message) {
                return new LastFailure(type, message);
            }

            @Override
            public LastFailure of(@Nullable LastFailure before, Throwable thrown, boolean withMessage) {
                Throwable cause = Causes.unwrapped(thrown);
                String type = cause.getClass().getName();
                String message = withMessage ? cause.getMessage() : null;
                return before != null && before.says(type, message) ? before : new LastFailure(type, message);
            }
        });
    }

    private final String type;
    private final @Nullable String message;

    private LastFailure(String type, @Nullable String message) {
        String line = message == null ? "" : Text.oneLine(message, LONGEST_MESSAGE);
        this.type = type;
        this.message = line.isBlank() ? null : line;
    }

    private boolean says(String otherType, @Nullable String otherMessage) {
        return type.equals(otherType) && Objects.equals(message, otherMessage);
    }

    /** {@return class name of the exception, or words for a failure without one} */
    public String type() {
        return type;
    }

    /**
     * The exception's message, on one line.
     *
     * @return at most {@value #LONGEST_MESSAGE} characters; empty when it has none or when messages are switched off
     */
    public Optional<String> message() {
        return Optional.ofNullable(message);
    }

    /**
     * The failure in one line, like {@code java.io.IOException: connection reset}.
     *
     * @return type and message
     */
    public String description() {
        return message == null ? type : type + ": " + message;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LastFailure that && says(that.type, that.message);
    }

    @Override
    public int hashCode() {
        return Objects.hash(type, message);
    }

    /** {@return the {@link #description()}} */
    @Override
    public String toString() {
        return description();
    }
}
