package io.switchgear.soak.calls;

import com.sun.net.httpserver.HttpServer;
import io.switchgear.Call;
import io.switchgear.CallContext;
import io.switchgear.CallNotPermittedException;
import io.switchgear.CircuitBreaker;
import io.switchgear.Permit;
import io.switchgear.soak.breakers.Breakers;
import io.switchgear.soak.breakers.Ways;
import io.switchgear.soak.checks.Check;
import io.switchgear.soak.checks.Found;
import io.switchgear.soak.service.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Callers of breakers that tell them something else than what happened. */
class ToldTest {
    private final Found found = new Found();
    private final Breakers breakers = new Breakers(found.findings());
    private final ExecutorService helpers = Executors.newCachedThreadPool();
    private final ScheduledExecutorService canceller = Executors.newScheduledThreadPool(1);
    private final CircuitBreaker sound = CircuitBreaker.of("default");
    private HttpServer server;
    private Tools tools;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, -1);
            }
        });
        server.start();
        tools = new Tools(
                new Clients(server.getAddress(), helpers), canceller, helpers, found.findings(), new CallCounts());
    }

    @AfterEach
    void stop() {
        server.stop(0);
        canceller.shutdownNow();
        helpers.shutdown();
        breakers.close();
    }

    private void play(Way way, Ways ways) {
        Turn turn = new Turn(
                tools, tools.clients(), breakers.named("default").door(), ways, way, new SplittableRandom(1), true);
        new SyncTurn(turn).play();
    }

    private static Ways calling(Lie lie) {
        return new LyingWays() {
            @Override
            public Answer call(CallContext context, Call<Answer, Exception> operation) throws Exception {
                return lie.tell(operation);
            }
        };
    }

    private interface Lie {
        Answer tell(Call<Answer, Exception> operation) throws Exception;
    }

    @Test
    void shouldHoldForTheOperationsOwnResult() {
        play(Way.CALL, calling(Call::call));

        found.assertHeld(Check.TOLD);
    }

    @Test
    void shouldFindAnotherResult() {
        play(Way.CALL, calling(operation -> {
            Answer own = operation.call();
            return new Answer(own.status(), own.retryAfterSeconds());
        }));

        found.assertBroken(Check.TOLD, "default, CALL", "ran 1 times");
    }

    @Test
    void shouldFindAResultWithoutACall() {
        play(Way.CALL, calling(operation -> new Answer(200, 0)));

        found.assertBroken(Check.TOLD, "ran 0 times");
    }

    @Test
    void shouldFindAnotherException() {
        server.stop(0);

        play(Way.CALL, calling(operation -> {
            try {
                return operation.call();
            } catch (IOException refused) {
                throw new IOException(refused.getMessage());
            }
        }));

        found.assertBroken(Check.TOLD, "ran 1 times and threw");
    }

    @Test
    void shouldFindAnOperationThatDidNotRunAndWasNotRejected() {
        play(Way.CALL, calling(operation -> {
            throw new IOException("no");
        }));

        found.assertBroken(Check.TOLD, "its operation did not run", "IOException: no");
    }

    @Test
    void shouldFindARejectionByAnotherBreaker() {
        CircuitBreaker other = CircuitBreaker.of("other");
        other.forceOpen("for this test");

        play(Way.CALL, calling(other::call));

        found.assertBroken(Check.TOLD, "it was rejected with", "other is FORCED_OPEN");
    }

    @Test
    void shouldFindAFutureThatEndsWithSomethingElse() {
        play(Way.ASYNC, new LyingWays() {
            @Override
            public CompletableFuture<Answer> callAsync(
                    CallContext context, Callable<CompletableFuture<Answer>> operation) {
                return sound.callAsync(operation).thenApply(answer -> new Answer(answer.status(), 1));
            }
        });

        found.assertBroken(Check.TOLD, "its future ended with Answer[status=200, retryAfterSeconds=1]");
    }

    @Test
    void shouldFindAFutureRejectedAfterItsOperationRan() {
        sound.forceOpen("for this test");
        CallNotPermittedException rejection = sound.callAsync(() -> new CompletableFuture<Answer>())
                .handle((answer, thrown) -> (CallNotPermittedException) thrown)
                .join();

        play(Way.ASYNC, new LyingWays() {
            @Override
            public CompletableFuture<Answer> callAsync(
                    CallContext context, Callable<CompletableFuture<Answer>> operation) {
                try {
                    return operation.call().thenCompose(answer -> CompletableFuture.failedFuture(rejection));
                } catch (Exception impossible) {
                    throw new AssertionError(impossible);
                }
            }
        });

        found.assertBroken(Check.TOLD, "CallNotPermittedException", "ran 1 times");
    }

    @Test
    void shouldFindAPermitThatSettlesForNobody() {
        play(Way.ACQUIRE, new LyingWays() {
            @Override
            public Permit acquire(CallContext context) {
                Permit permit = sound.acquire();
                permit.success();
                return permit;
            }
        });

        found.assertBroken(Check.PERMIT, "not settled by the first to do it");
    }
}
