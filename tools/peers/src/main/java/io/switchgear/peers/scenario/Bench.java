// SPDX-License-Identifier: Apache-2.0
package io.switchgear.peers.scenario;

import io.switchgear.peers.adapter.Breaker;
import io.switchgear.peers.adapter.DoesNotApply;
import io.switchgear.peers.adapter.Library;
import io.switchgear.peers.adapter.Recipe;
import io.switchgear.peers.adapter.Unit;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The tools of a scenario for the breakers of one library. For one thread; {@link #close} ends the calls that still hang. */
public final class Bench implements AutoCloseable {
    /** A wait that outlasts every scenario. */
    static final Duration LONG_WAIT = Duration.ofSeconds(20);
    /** The time to notice a change: Hystrix reads its counts at intervals, four times shorter here than that. */
    private static final Duration TIME_TO_NOTICE = Duration.ofMillis(200);

    private final Library library;
    private final List<HungCall> hung = new ArrayList<>();

    Bench(Library library) {
        this.library = library;
    }

    Library library() {
        return library;
    }

    Breaker breaker(Recipe recipe) {
        return library.create(recipe);
    }

    Result call(Breaker breaker, Callable<@Nullable String> operation) {
        AtomicBoolean letIn = new AtomicBoolean();
        try {
            String value = breaker.call(() -> {
                letIn.set(true);
                return operation.call();
            });
            return new Result(letIn.get(), value, null, false);
        } catch (Throwable thrown) {
            return new Result(letIn.get(), null, thrown, breaker.isRejection(thrown));
        }
    }

    Result succeed(Breaker breaker) {
        return call(breaker, () -> "ok");
    }

    Result fail(Breaker breaker) {
        return call(breaker, () -> {
            throw new IOException("down");
        });
    }

    /** Makes failing calls until the first rejection; returns the number of admitted calls. */
    int trip(Breaker breaker) {
        int[] letIn = {0};
        boolean open = Wait.until(Wait.LONG, () -> {
            Result result = fail(breaker);
            letIn[0] += result.letIn() ? 1 : 0;
            return result.rejected();
        });
        if (!open) {
            throw new IllegalStateException("it did not open, after " + letIn[0] + " failures");
        }
        return letIn[0];
    }

    /** Whether it is open. Makes no call before that is known, because a success would change the counts. */
    boolean isOpen(Breaker breaker) {
        if (breaker.openFor().compareTo(LONG_WAIT) < 0) {
            throw new IllegalStateException("its wait of " + breaker.openFor() + " may be over by then");
        }
        Wait.pass(TIME_TO_NOTICE);
        return fail(breaker).rejected();
    }

    /** Makes calls until one is admitted, and returns its end. */
    Result firstLetIn(Breaker breaker, Callable<@Nullable String> operation) {
        Result[] result = {call(breaker, operation)};
        boolean letIn = Wait.until(breaker.openFor().plus(Wait.LONG), () -> {
            if (!result[0].letIn()) {
                result[0] = call(breaker, operation);
            }
            return result[0].letIn();
        });
        if (!letIn) {
            throw new IllegalStateException("it let in no probe");
        }
        return result[0];
    }

    /** Whether a call is admitted within a time. */
    boolean letsInWithin(Breaker breaker, Duration limit) {
        return Wait.until(limit, () -> succeed(breaker).letIn());
    }

    HungCall hang(Breaker breaker) {
        HungCall call = new HungCall(breaker);
        hung.add(call);
        return call;
    }

    /** Makes calls until one is admitted, which then hangs: the first probe. */
    HungCall hangingProbe(Breaker breaker) {
        Wait.pass(breaker.openFor());
        HungCall[] probe = {hang(breaker)};
        boolean out = Wait.until(breaker.openFor().plus(Wait.LONG), () -> {
            if (!probe[0].isIn()) {
                probe[0] = hang(breaker);
            }
            return probe[0].isIn();
        });
        if (!out) {
            throw new IllegalStateException("it let in no probe");
        }
        return probe[0];
    }

    /** Returns how many of a number of consecutive calls it admits while none of them comes back. */
    int letsIn(Breaker breaker, int calls) {
        int letIn = 0;
        for (int i = 0; i < calls; i++) {
            letIn += hang(breaker).isIn() ? 1 : 0;
        }
        return letIn;
    }

    /** The same with simultaneous calls. */
    int letsInAtOnce(Breaker breaker, int calls) {
        CountDownLatch start = new CountDownLatch(1);
        List<HungCall> crowd = new ArrayList<>();
        for (int i = 0; i < calls; i++) {
            crowd.add(hang(new StartTogether(breaker, start)));
        }
        start.countDown();
        return (int) crowd.stream().filter(HungCall::isIn).count();
    }

    /** Admits a unit of work; in libraries without support for that, one call is put around all of it. */
    Optional<Unit> begin(Breaker breaker) {
        try {
            return breaker.begin();
        } catch (DoesNotApply nearest) {
            HungCall call = hang(breaker);
            return call.isIn() ? Optional.of(call::fail) : Optional.empty();
        }
    }

    /**
     * Simulates callers of a service that hangs, who arrive together and give up after a time: by cancelling their future,
     * or by an interrupt if a library returns none. Returns the number of admitted calls.
     */
    int giveUp(Breaker breaker, int callers, Duration after) {
        List<Runnable> letIn = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            hangUntilGivenUp(breaker).ifPresent(letIn::add);
        }
        Wait.pass(after);
        letIn.forEach(Runnable::run);
        return letIn.size();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // The future of a hanging operation.
    private Optional<Runnable> hangUntilGivenUp(Breaker breaker) {
        AtomicBoolean started = new AtomicBoolean();
        CompletableFuture<String> returned;
        try {
            returned = breaker.callAsync(() -> {
                started.set(true);
                return new CompletableFuture<>();
            });
        } catch (DoesNotApply takesNoStage) {
            HungCall call = hang(breaker);
            return call.isIn() ? Optional.of(call::interrupt) : Optional.empty();
        }
        Wait.until(Wait.LONG, () -> started.get() || returned.isDone());
        return started.get() ? Optional.of(() -> returned.cancel(true)) : Optional.empty();
    }

    @Override
    public void close() {
        hung.forEach(HungCall::abandon);
    }

    private record StartTogether(Breaker breaker, CountDownLatch start) implements Breaker {
        @Override
        public @Nullable String call(Callable<@Nullable String> operation) throws Exception {
            start.await();
            return breaker.call(operation);
        }

        @Override
        public boolean isRejection(Throwable thrown) {
            return breaker.isRejection(thrown);
        }

        @Override
        public Duration openFor() {
            return breaker.openFor();
        }
    }
}
