// SPDX-License-Identifier: Apache-2.0
package io.switchgear.soak.calls;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.switchgear.CallNotPermittedException;
import io.switchgear.CircuitBreaker;
import io.switchgear.Permit;
import io.switchgear.soak.breakers.Answer;
import io.switchgear.soak.breakers.Breakers;
import io.switchgear.soak.breakers.Target;
import io.switchgear.soak.checks.Check;
import io.switchgear.soak.checks.Found;
import io.switchgear.toolkit.FreePort;
import io.switchgear.toolkit.service.LocalService;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Callers that are told something else than what happened. */
class ToldTest {
    private final Found found = new Found();
    private final Breakers breakers = new Breakers(found.findings());
    private final ExecutorService helpers = Executors.newCachedThreadPool();
    private final ScheduledExecutorService canceller = Executors.newScheduledThreadPool(1);
    private final CircuitBreaker sound = CircuitBreaker.of("default");
    private final LocalService server = new LocalService();
    private final InetSocketAddress address =
            new InetSocketAddress(FreePort.loopback(), server.uri().getPort());
    private final Tools tools =
            new Tools(new Clients(address, helpers), canceller, helpers, found.findings(), new CallCounts());

    @AfterEach
    void stop() {
        server.close();
        canceller.shutdownNow();
        helpers.shutdown();
        breakers.close();
    }

    private Turn turn(Way way) {
        return new Turn(
                tools,
                tools.clients(),
                breakers.named("default").door(),
                new Target("default", sound),
                way,
                new SplittableRandom(1),
                true);
    }

    @Test
    void shouldHoldForTheOperationsOwnResult() {
        new SyncTurn(turn(Way.CALL)).play();

        found.assertHeld(Check.TOLD);
    }

    @Test
    void shouldFindAnotherResult() throws Exception {
        Turn turn = turn(Way.CALL);
        Answer own = turn.operate();

        turn.returned(new Answer(own.status(), own.retryAfterSeconds()));

        found.assertBroken(Check.TOLD, "default, CALL", "ran 1 times");
    }

    @Test
    void shouldFindAResultWithoutACall() {
        turn(Way.CALL).returned(new Answer(200, 0));

        found.assertBroken(Check.TOLD, "ran 0 times");
    }

    @Test
    void shouldFindAnotherException() {
        server.close();
        Turn turn = turn(Way.CALL);
        assertThatThrownBy(turn::operate).isInstanceOf(IOException.class);

        turn.threw(new IOException("another"));

        found.assertBroken(Check.TOLD, "ran 1 times and threw");
    }

    @Test
    void shouldFindAnOperationThatDidNotRunAndWasNotRejected() {
        turn(Way.CALL).threw(new IOException("no"));

        found.assertBroken(Check.TOLD, "its operation did not run", "IOException: no");
    }

    @Test
    void shouldFindARejectionByAnotherBreaker() {
        CircuitBreaker other = CircuitBreaker.of("other");
        other.forceOpen("for this test");

        turn(Way.CALL).threw(rejection(other));

        found.assertBroken(Check.TOLD, "it was rejected with", "other has been FORCED_OPEN");
    }

    @Test
    void shouldFindAFutureThatEndsWithSomethingElse() {
        AsyncTurn turn = new AsyncTurn(turn(Way.ASYNC));

        turn.end(sound.callAsync(turn::start).thenApply(answer -> new Answer(answer.status(), 1)));

        found.assertBroken(Check.TOLD, "its future ended with Answer[status=200, retryAfterSeconds=1]");
    }

    @Test
    void shouldFindAFutureRejectedAfterItsOperationRan() {
        sound.forceOpen("for this test");
        AsyncTurn turn = new AsyncTurn(turn(Way.ASYNC));

        turn.end(turn.start().thenCompose(answer -> CompletableFuture.failedFuture(rejection(sound))));

        found.assertBroken(Check.TOLD, "CallNotPermittedException", "ran 1 times");
    }

    @Test
    void shouldFindAPermitThatSettlesForNobody() {
        Permit permit = sound.acquire();
        permit.success();

        new PermitTurn(turn(Way.ACQUIRE)).settle(permit);

        found.assertBroken(Check.PERMIT, "not settled by the first to do it");
    }

    private static CallNotPermittedException rejection(CircuitBreaker breaker) {
        return catchThrowableOfType(CallNotPermittedException.class, breaker::acquire);
    }
}
