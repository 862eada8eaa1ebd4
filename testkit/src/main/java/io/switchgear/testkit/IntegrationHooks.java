// SPDX-License-Identifier: Apache-2.0
package io.switchgear.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CallNotPermittedException;
import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerConfigBuilder;
import java.io.IOException;
import java.net.SocketException;
import java.nio.channels.ClosedByInterruptException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * The questions that {@link IntegrationContract} asks about an integration. All hooks but the first have a default.
 *
 * @since 0.1
 */
public abstract class IntegrationHooks {

    /** For {@link IntegrationContract}. */
    IntegrationHooks() {}

    /**
     * Creates the guarded object.
     *
     * @param breaker the breaker that guards it
     * @param behind the stand-in for the other side: each call of that is one {@link ScriptedOperation#call()} or
     *     {@link ScriptedOperation#start()}
     * @return the guarded object; each of its calls makes at most one call of the other side
     * @throws Exception to fail the test
     */
    protected abstract Guarded guard(CircuitBreaker breaker, ScriptedOperation<Object> behind) throws Exception;

    /**
     * Adds the settings that the integration recommends, its classifier above all. By default none.
     *
     * @param config the configuration that the contract needs
     * @return the same configuration with these settings
     */
    protected CircuitBreakerConfigBuilder configure(CircuitBreakerConfigBuilder config) {
        return config;
    }

    /** {@return the result of the other side in a call that succeeds; by default a string} */
    protected Object good() {
        return "fine";
    }

    /** {@return results of the other side that count as failures; by default none} */
    protected List<Object> badResults() {
        return List.of();
    }

    /** {@return exceptions of the other side that count as failures; at least one, by default an IOException} */
    protected List<Throwable> failures() {
        return List.of(new IOException("broken"));
    }

    /** {@return exceptions of the other side that are ignored; at least one, by default a CancellationException} */
    protected List<Throwable> ignored() {
        return List.of(new CancellationException("not wanted any more"));
    }

    /**
     * {@return exceptions of the other side when its thread is interrupted; at least one, by default those of blocking methods,
     * channels and sockets on virtual threads}
     */
    protected List<Throwable> interrupts() {
        return List.of(
                new InterruptedException("stop"),
                new ClosedByInterruptException(),
                new SocketException("Closed by interrupt"));
    }

    /**
     * Creates a guarded object whose units of work begin well and fail at their end: a body that breaks off, a transaction
     * that cannot commit. By default there is none, and the test makes calls that fail as a whole.
     *
     * @param breaker the breaker that guards it
     * @return the guarded object, each of whose calls is a whole unit of work; empty if it has no such units
     * @throws Exception to fail the test
     */
    protected Optional<Guarded> failingAtItsEnd(CircuitBreaker breaker) throws Exception {
        return Optional.empty();
    }

    /**
     * Creates a guarded object whose callers fail by themselves, so that nothing counts against the other side: their
     * handler throws, their disk is full, their executor refuses. By default there is none.
     *
     * @param breaker the breaker that guards it
     * @return the guarded object, each of whose calls ends by a fault of its caller; empty if it runs no code of its
     *     callers
     * @throws Exception to fail the test
     */
    protected Optional<Guarded> failingByItself(CircuitBreaker breaker) throws Exception {
        return Optional.empty();
    }

    /**
     * Creates the guarded object with the automatic retries that its client has. By default there are none, and this is
     * {@link #guard}.
     *
     * @param breaker the breaker that guards it
     * @param behind the stand-in for the other side
     * @return the guarded object
     * @throws Exception to fail the test
     */
    protected Guarded retrying(CircuitBreaker breaker, ScriptedOperation<Object> behind) throws Exception {
        return guard(breaker, behind);
    }

    /**
     * Checks the caller's result. By default it is the same instance.
     *
     * @param behind the result of the other side
     * @param got the caller's result
     */
    protected void checkResult(Object behind, @Nullable Object got) {
        assertThat(got).as("the caller's result").isSameAs(behind);
    }

    /**
     * Checks the caller's exception. By default it is the same instance.
     *
     * @param behind the exception of the other side
     * @param got the exception that the caller caught; {@code null} if none
     */
    protected void checkThrown(Throwable behind, @Nullable Throwable got) {
        assertThat(got).as("what the caller catches").isSameAs(behind);
    }

    /**
     * Checks the caller's exception for a rejection. By default it is a {@link CallNotPermittedException}. The contract
     * also requires a rejection as the exception or its cause, regardless of this check.
     *
     * @param got the exception that the caller caught
     */
    protected void checkRejection(Throwable got) {
        assertThat(got).as("what a rejected caller catches").isInstanceOf(CallNotPermittedException.class);
    }
}
