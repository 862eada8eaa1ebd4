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
 * What {@link IntegrationContract} asks the integration that it checks. All but the first have an answer.
 *
 * @since 0.1
 */
public abstract class IntegrationHooks {

    /** For {@link IntegrationContract}. */
    IntegrationHooks() {}

    /**
     * Makes the guarded thing.
     *
     * @param breaker the breaker that guards it
     * @param behind stands in for what is guarded: each call of that is one {@link ScriptedOperation#call()} or {@link
     *     ScriptedOperation#start()}
     * @return the thing; each of its calls makes at most one call of what is behind
     * @throws Exception fails the test
     */
    protected abstract Guarded guard(CircuitBreaker breaker, ScriptedOperation<Object> behind) throws Exception;

    /**
     * Adds the settings that the integration recommends, its classifier above all. By default none.
     *
     * @param config with everything else as the contract needs it
     * @return the same with these settings
     */
    protected CircuitBreakerConfigBuilder configure(CircuitBreakerConfigBuilder config) {
        return config;
    }

    /** {@return what the thing behind gives in a call that goes well; by default a string} */
    protected Object good() {
        return "fine";
    }

    /** {@return results of the thing behind that count as failures; by default none} */
    protected List<Object> badResults() {
        return List.of();
    }

    /** {@return what the thing behind throws in calls that count as failures; at least one, by default an IOException} */
    protected List<Throwable> failures() {
        return List.of(new IOException("broken"));
    }

    /** {@return what the thing behind throws in calls that say nothing; at least one, by default a CancellationException} */
    protected List<Throwable> ignored() {
        return List.of(new CancellationException("not wanted any more"));
    }

    /**
     * {@return what the thing behind throws when its thread is interrupted; at least one, by default what blocking, channels and
     * sockets on virtual threads throw}
     */
    protected List<Throwable> interrupts() {
        return List.of(
                new InterruptedException("stop"),
                new ClosedByInterruptException(),
                new SocketException("Closed by interrupt"));
    }

    /**
     * Makes a guarded thing whose units of work begin well and fail at their end: a body that breaks off, a transaction that
     * cannot commit. By default there is none; then the test makes calls that fail as a whole.
     *
     * @param breaker the breaker that guards it
     * @return the thing, each of whose calls is a whole unit of work; empty if it has no such units
     * @throws Exception fails the test
     */
    protected Optional<Guarded> failingAtItsEnd(CircuitBreaker breaker) throws Exception {
        return Optional.empty();
    }

    /**
     * Makes a guarded thing whose callers fail by themselves, so that nothing is to be said of what is behind: their handler
     * throws, their disk is full, their executor refuses. By default there is none.
     *
     * @param breaker the breaker that guards it
     * @return the thing, each of whose calls ends by a fault of its caller; empty if it runs nothing of its callers'
     * @throws Exception fails the test
     */
    protected Optional<Guarded> failingByItself(CircuitBreaker breaker) throws Exception {
        return Optional.empty();
    }

    /**
     * Makes the guarded thing with what its client has to try again on its own. By default that is nothing, so it is {@link
     * #guard}.
     *
     * @param breaker the breaker that guards it
     * @param behind stands in for what is guarded
     * @return the thing
     * @throws Exception fails the test
     */
    protected Guarded retrying(CircuitBreaker breaker, ScriptedOperation<Object> behind) throws Exception {
        return guard(breaker, behind);
    }

    /**
     * Checks what the caller gets for a result. By default it is the same instance.
     *
     * @param behind what the thing behind returned
     * @param got what the caller got
     */
    protected void checkResult(Object behind, @Nullable Object got) {
        assertThat(got).as("the caller's result").isSameAs(behind);
    }

    /**
     * Checks what the caller gets for an exception. By default it is the same instance.
     *
     * @param behind what the thing behind threw
     * @param got what the caller caught; {@code null} if nothing
     */
    protected void checkThrown(Throwable behind, @Nullable Throwable got) {
        assertThat(got).as("what the caller catches").isSameAs(behind);
    }

    /**
     * Checks what the caller gets for a rejection. By default it is a {@link CallNotPermittedException}. That must be at least
     * the cause of what it is, whatever this says.
     *
     * @param got what the caller caught
     */
    protected void checkRejection(Throwable got) {
        assertThat(got).as("what a rejected caller catches").isInstanceOf(CallNotPermittedException.class);
    }
}
