package io.switchgear.outcome;

import io.switchgear.support.Causes;
import io.switchgear.support.FailureAccess;
import io.switchgear.support.Text;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a failure: words and a time, never the exception itself, which would keep its stack and everything it
 * refers to alive. Two are equal when words and time are. Immutable.
 *
 * @since 0.1
 */
public final class LastFailure {
    /** Longest message kept, in characters. */
    public static final int LONGEST_MESSAGE = 200;

    static {
        FailureAccess.grant(new FailureAccess<LastFailure>() {
            @Override
            public LastFailure of(String type, @Nullable String message, long nanos) {
                return new LastFailure(type, message, nanos);
            }

            @Override
            public LastFailure of(Throwable thrown, boolean withMessage, long nanos) {
                Throwable cause = Causes.unwrapped(thrown);
                return new LastFailure(cause.getClass().getName(), withMessage ? cause.getMessage() : null, nanos);
            }

            @Override
            public long nanos(LastFailure failure) {
                return failure.nanos;
            }
        });
    }

    private final String type;
    private final Optional<String> message;
    /** The breaker's ticker at that moment. */
    private final long nanos;

    private LastFailure(String type, @Nullable String message, long nanos) {
        this.type = type;
        this.message = Optional.ofNullable(message)
                .map(text -> Text.oneLine(text, LONGEST_MESSAGE))
                .filter(text -> !text.isBlank());
        this.nanos = nanos;
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
        return message;
    }

    /**
     * The failure in one line, like {@code java.io.IOException: connection reset}.
     *
     * @return type and message
     */
    public String description() {
        return message.map(text -> type + ": " + text).orElse(type);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LastFailure that
                && type.equals(that.type)
                && message.equals(that.message)
                && nanos == that.nanos;
    }

    @Override
    public int hashCode() {
        return Objects.hash(type, message, nanos);
    }

    /** {@return the {@link #description()}} */
    @Override
    public String toString() {
        return description();
    }
}
