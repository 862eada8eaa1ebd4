// SPDX-License-Identifier: Apache-2.0
package io.switchgear.testkit;

import static io.switchgear.testkit.SwitchgearAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CircuitBreaker;
import io.switchgear.Permit;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/**
 * The contract that every integration must fulfil, whatever it puts a breaker around: an HTTP client, a data source, a
 * queue. Extend this class once for each way of calling the guarded object, in a class called {@code ...Test}, and create
 * that object:
 *
 * <pre>{@code
 * class GuardedMailerContractTest extends IntegrationContract {
 *     @Override
 *     protected Guarded guard(CircuitBreaker breaker, ScriptedOperation<Object> behind) {
 *         Mailer mailer = new GuardedMailer(breaker, mail -> behind.call());
 *         return Guarded.blocking(() -> mailer.deliver(new Mail("hello")));
 *     }
 * }
 * }</pre>
 *
 * <p>The other hooks have defaults for an object that passes results and exceptions on unchanged; override them otherwise.
 *
 * @since 0.1
 */
public abstract class IntegrationContract extends BlameContract {
    private static final Duration TICK = Duration.ofNanos(1);

    /** For subclasses. */
    protected IntegrationContract() {}

    @Test
    void shouldCountASuccessOnceAndPassTheResultOn() throws Exception {
        CircuitBreaker breaker = breakers.closed();
        Object good = good();
        ScriptedOperation<Object> behind = ScriptedOperation.returning(good);
        checkResult(good, Ended.of(guard(breaker, behind).begin()).value());
        assertThat(behind.calls()).as("calls of what is behind").isEqualTo(1);
        assertThat(breaker).isClosed().hasAdmitted(1).hasSuccesses(1);
    }

    @Test
    void shouldCountAFailureOnceAndPassTheExceptionOn() throws Exception {
        assertThat(failures()).as("failures()").isNotEmpty();
        for (Throwable failure : failures()) {
            failOnce(failure);
        }
    }

    @Test
    void shouldCountAnErrorAsAFailureAndPassItOn() throws Exception {
        failOnce(new StackOverflowError("broken"));
    }

    @Test
    void shouldLeaveItToTheClassifierWhatAResultMeans() throws Exception {
        CircuitBreaker strict = breakers.strict();
        succeed(guard(strict, ScriptedOperation.returning(good())));
        assertThat(strict).isOpen().hasAdmitted(1).hasFailures(1);
        for (Object bad : badResults()) {
            CircuitBreaker breaker = breakers.closed();
            Ended<?> ended =
                    Ended.of(guard(breaker, ScriptedOperation.returning(bad)).begin());
            checkResult(bad, ended.value());
            assertThat(breaker).isOpen().hasAdmitted(1).hasFailures(1);
        }
    }

    @Test
    void shouldIgnoreCallsThatSayNothing() throws Exception {
        assertThat(ignored()).as("ignored()").isNotEmpty();
        for (Throwable nothing : ignored()) {
            CircuitBreaker breaker = breakers.closed();
            throwing(nothing, guard(breaker, ScriptedOperation.throwing(nothing)));
            assertThat(breaker).isClosed().hasAdmitted(1).hasIgnored(1);
        }
    }

    @Test
    void shouldRejectWithoutReachingWhatIsBehind() throws Exception {
        CircuitBreaker breaker = breakers.open();
        ScriptedOperation<Object> behind = ScriptedOperation.returning(good());
        reject(guard(breaker, behind));
        assertThat(behind.calls()).as("calls of what is behind").isZero();
        assertThat(breaker).isOpen().hasSuccesses(0).hasRejected(1);
    }

    @Test
    void shouldNotLookLikeAFailureToABreakerFurtherOutWhenItRejects() throws Exception {
        Guarded thing = guard(breakers.open(), ScriptedOperation.returning(good()));
        CircuitBreaker outer = nothingInFlight.watch(CircuitBreaker.of("outer"));
        Ended<?> ended = Ended.of(outer.callAsync(thing::begin));
        assertThat(ended.thrown()).as("what a rejected caller catches").isNotNull();
        assertThat(outer).hasFailures(0).hasIgnored(1);
    }

    @Test
    void shouldOpenWhenItFailsAndCloseWhenItHasRecovered() throws Exception {
        CircuitBreaker breaker = breakers.closed();
        Throwable failure = failures().get(0);
        Guarded thing =
                guard(breaker, ScriptedOperation.throwing(failure).times(2).thenReturning(good()));
        throwing(failure, thing);
        assertThat(breaker).isOpen().hasConsecutiveOpenings(1);
        ticker.advance(ContractBreakers.WAIT);
        throwing(failure, thing);
        assertThat(breaker).isOpen().hasConsecutiveOpenings(2);
        ticker.advance(ContractBreakers.WAIT);
        succeed(thing);
        assertThat(breaker).isClosed().hasSuccesses(1);
    }

    @Test
    void shouldGiveTheProbesPlaceBackWhenACallSaysNothing() throws Exception {
        CircuitBreaker breaker = breakers.probeDue();
        Throwable nothing = ignored().get(0);
        Guarded thing = guard(breaker, ScriptedOperation.throwing(nothing).thenReturning(good()));
        throwing(nothing, thing);
        assertThat(breaker).isHalfOpen().hasNothingInFlight();
        succeed(thing);
        assertThat(breaker).isClosed();
    }

    @Test
    void shouldGiveTheProbesPlaceBackWhenTheCallerCancels() throws Exception {
        CircuitBreaker breaker = breakers.probeDue();
        ScriptedOperation<Object> behind = ScriptedOperation.hanging().thenReturning(good());
        Guarded thing = guard(breaker, behind);
        CompletableFuture<?> call = hang(thing, behind, 1);
        call.cancel(true);
        Ended.of(call);
        assertThat(breaker).isHalfOpen().hasNothingInFlight().hasIgnored(1);
        succeed(thing);
        assertThat(breaker).isClosed();
    }

    @Test
    void shouldTakeAProbeThatHangsForAFailureAndItsLateResultForNothing() throws Exception {
        CircuitBreaker breaker = breakers.probeDue();
        ScriptedOperation<Object> behind = ScriptedOperation.hanging().thenReturning(good());
        Guarded thing = guard(breaker, behind);
        CompletableFuture<?> hangs = hang(thing, behind, 1);
        reject(thing);
        ticker.advance(ContractBreakers.LEASE);
        reject(thing);
        assertThat(breaker).isOpen().hasConsecutiveOpenings(2).hasInFlight(1).hasRejected(2);
        Object good = good();
        behind.release(good);
        checkResult(good, Ended.of(hangs).value());
        assertThat(breaker).isOpen().hasConsecutiveOpenings(2).hasStale(1).hasSuccesses(0);
    }

    @Test
    void shouldTakeAResultFromBeforeTheOutageForNothing() throws Exception {
        CircuitBreaker breaker = breakers.closed();
        ScriptedOperation<Object> behind = ScriptedOperation.hanging();
        CompletableFuture<?> old = hang(guard(breaker, behind), behind, 1);
        breaker.acquire().failure();
        ticker.advance(ContractBreakers.WAIT);
        try (Permit probe = breaker.acquire()) {
            Object good = good();
            behind.release(good);
            checkResult(good, Ended.of(old).value());
            assertThat(breaker).isHalfOpen().hasStale(1).hasSuccesses(0).hasInFlight(1);
            probe.success();
        }
        assertThat(breaker).isClosed();
    }

    @Test
    void shouldMeasureTheWholeCall() throws Exception {
        CircuitBreaker breaker = breakers.closed();
        ScriptedOperation<Object> behind = ScriptedOperation.returning(good())
                .taking(ContractBreakers.SLOW.plus(TICK), ticker)
                .thenReturning(good())
                .taking(ContractBreakers.SLOW, ticker);
        Guarded thing = guard(breaker, behind);
        Ended.of(thing.begin());
        Ended.of(thing.begin());
        assertThat(breaker).hasSuccesses(2).hasSlow(1);
    }

    @Test
    void shouldKeepCallsAtTheSameTimeApart() throws Exception {
        CircuitBreaker breaker = breakers.closed();
        ScriptedOperation<Object> behind = ScriptedOperation.hanging();
        Guarded thing = guard(breaker, behind);
        CompletableFuture<?> one = hang(thing, behind, 1);
        CompletableFuture<?> other = hang(thing, behind, 2);
        assertThat(breaker).hasInFlight(2);
        behind.release(good());
        assertThat(Ended.of(one).thrown()).isNull();
        assertThat(Ended.of(other).thrown()).isNull();
        assertThat(breaker).hasSuccesses(2).hasNothingInFlight();
    }

    private void failOnce(Throwable failure) throws Exception {
        CircuitBreaker breaker = breakers.closed();
        ScriptedOperation<Object> behind = ScriptedOperation.throwing(failure);
        throwing(failure, guard(breaker, behind));
        assertThat(behind.calls()).as("calls of what is behind").isEqualTo(1);
        assertThat(breaker).isOpen().hasAdmitted(1).hasFailures(1);
    }
}
