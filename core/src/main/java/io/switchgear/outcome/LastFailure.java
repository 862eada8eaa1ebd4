// SPDX-License-Identifier: Apache-2.0
package io.switchgear.outcome;

import io.switchgear.support.Causes;
import io.switchgear.support.FailureAccess;
import io.switchgear.support.Text;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A description of a failure. The exception itself is not kept, because it would keep its stack and everything it refers to
 * alive. Two are equal if their texts are. Immutable.
 *
 * @since 0.1
 */
public final class LastFailure {
    /** The maximum length of a message, in characters. */
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

    /** {@return the class name of the exception, or a description of a failure without one} */
    public String type() {
        return type;
    }

    /**
     * The exception's message, on one line.
     *
     * @return at most {@value #LONGEST_MESSAGE} characters; empty if there is no message or messages are switched off
     */
    public Optional<String> message() {
        return Optional.ofNullable(message);
    }

    /**
     * The failure in one line, such as {@code java.io.IOException: connection reset}.
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
