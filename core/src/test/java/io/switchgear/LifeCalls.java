package io.switchgear;

import static io.switchgear.Life.same;

import io.switchgear.NaiveBooks.Said;
import io.switchgear.outcome.Outcome;
import io.switchgear.testkit.WayIn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The calls of a {@link Life}: made in every way, those that are out, and the ways in which they come back. Not thread-safe. */
final class LifeCalls {
    private static final long NEVER = Long.MAX_VALUE;

    private final Life life;
    /** Calls that have not come back. */
    final List<Out> out = new ArrayList<>();

    LifeCalls(Life life) {
        this.life = life;
    }

    /** A caller's context, on both sides. */
    record Caller(CallContext context, long deadline) {}

    /** A call that is out: a permit, or a future with the operation's own. */
    record Out(
            NaiveGuest guest,
            @Nullable Caller caller,
            @Nullable Permit permit,
            @Nullable CompletableFuture<Object> future,
            @Nullable CompletableFuture<Object> stage) {}

    Caller anybody() {
        return new Caller(CallContext.cancellable(), NEVER);
    }

    Caller until(long nanosFromNow) {
        CallContext context = CallContext.within(Duration.ofNanos(nanosFromNow), life.ticker);
        return new Caller(context, life.books.now + nanosFromNow);
    }

    // Calls that are over when they return.

    void call(WayIn way, Ending ending, long nanos) {
        through(
                operation -> way.through(life.real, operation),
                admit(way),
                ending,
                nanos,
                anybody(),
                way.showsResults());
    }

    private @Nullable NaiveGuest admit(WayIn way) {
        NaiveGuest guest = life.naive.admit();
        // TRY_ACQUIRE calls once more when it is refused, to be given the exception.
        return guest == null && way == WayIn.TRY_ACQUIRE ? life.naive.admit() : guest;
    }

    /** A call of a caller who may be gone, or go while it runs. */
    void call(WayIn way, Ending ending, long nanos, Caller caller, boolean cancelledMeanwhile) {
        boolean over = caller.context.isCancelled() || caller.deadline <= life.books.now;
        if (over) {
            Throwable caught = caught(() -> way.through(life.real.within(caller.context), () -> {
                throw new AssertionError("it ran");
            }));
            same("how a call that came too late ends", caught.getClass(), whenOver(caller));
            return;
        }
        through(
                operation -> way.through(life.real.within(caller.context), () -> {
                    if (cancelledMeanwhile) {
                        caller.context.cancel();
                    }
                    return operation.call();
                }),
                admit(way),
                ending,
                nanos,
                caller,
                way.showsResults());
    }

    private static Class<?> whenOver(Caller caller) {
        return caller.context.isCancelled() ? CancellationException.class : DeadlinePassedException.class;
    }

    private interface Through {
        Object call(Call<Object, Exception> operation) throws Throwable;
    }

    private interface Risky {
        Object go() throws Throwable;
    }

    private void through(
            Through way, @Nullable NaiveGuest guest, Ending ending, long nanos, Caller caller, boolean shown) {
        String refusal = guest == null ? NaiveView.rejection(life.naive) : "";
        Throwable thrown = ending.thrown(life.userCode, life.hint);
        Object[] result = {null};
        Throwable caught = caught(() -> result[0] = way.call(() -> {
            same("whether it is let in", true, guest != null);
            life.advance(nanos);
            return thrown == null ? ending.result : Broken.<Object, Error>fail(thrown);
        }));
        if (guest == null) {
            same("the rejection", facts(caught), refusal);
            return;
        }
        same("what the caller catches", caught, thrown);
        same("what the caller gets", result[0], thrown == null ? ending.result : null);
        settled(guest, ending, caller, shown);
    }

    private static @Nullable Throwable caught(Risky call) {
        try {
            call.go();
            return null;
        } catch (Throwable thrown) {
            boolean kept = Thread.interrupted();
            same("an interrupt that nobody saw", kept && !(thrown instanceof InterruptedException), false);
            return thrown;
        }
    }

    static String facts(@Nullable Throwable thrown) {
        return thrown instanceof CallNotPermittedException rejection
                ? rejection.state() + ", " + rejection.reason() + ", " + rejection.since() + ", "
                        + rejection.retryAfter().orElse(null) + ", "
                        + rejection.lastFailure().orElse("") + ", " + rejection.getMessage()
                : "no rejection, but " + thrown;
    }

    private void settled(NaiveGuest guest, Ending ending, @Nullable Caller caller, boolean shown) {
        CircuitBreakerConfig config = life.naive.config;
        Outcome outcome = ending.outcome(config.classifier(), life.userCode, shown);
        Said said = ending.said(life.userCode, config, life.hint, shown);
        life.naive.settle(guest, ending.returns() ? outcome : seenBy(caller, outcome), said);
    }

    private Outcome seenBy(@Nullable Caller caller, Outcome outcome) {
        if (caller == null) {
            return outcome;
        }
        if (caller.context.isCancelled()) {
            return Outcome.IGNORED;
        }
        return outcome == Outcome.IGNORED && caller.deadline <= life.books.now ? Outcome.FAILURE : outcome;
    }

    // Calls that stay out.

    void acquire(Caller caller) {
        NaiveGuest guest = life.naive.admit();
        String refusal = guest == null ? NaiveView.rejection(life.naive) : "";
        Permit[] permit = {null};
        Throwable caught =
                caught(() -> permit[0] = life.real.within(caller.context).acquire());
        same("the rejection", caught == null ? "" : facts(caught), refusal);
        if (guest != null) {
            out.add(new Out(guest, caller, permit[0], null, null));
        }
    }

    void tryAcquire() {
        NaiveGuest guest = life.naive.admit();
        Permit permit = life.real.tryAcquire().orElse(null);
        same("whether it is let in", permit != null, guest != null);
        if (guest != null) {
            out.add(new Out(guest, null, permit, null, null));
        }
    }

    void callAsync(Caller caller) {
        NaiveGuest guest = life.naive.admit();
        String refusal = guest == null ? NaiveView.rejection(life.naive) : "";
        CompletableFuture<Object> stage = new CompletableFuture<>();
        CompletableFuture<Object> future = life.real.within(caller.context).callAsync(() -> stage);
        if (guest == null) {
            same("the rejection", facts(LifeEnds.end(future)), refusal);
        } else {
            out.add(new Out(guest, caller, null, future, stage));
        }
    }

    /** A call that is out ends like this. */
    void comesBack(Out back, Ending ending) {
        Throwable thrown = ending.thrown(life.userCode, life.hint);
        LifeEnds.end(back, ending.result, thrown);
        settled(back.guest, ending, back.caller, true);
    }

    /** A call that is out is settled without a classifier. */
    void settleRaw(Out back, Outcome outcome) {
        LifeEnds.raw(back, outcome);
        life.naive.settle(back.guest, outcome, Said.NOTHING);
    }

    /** Whoever waits for a future ends it. */
    void endedByCaller(Out back, Ending ending) {
        Throwable thrown = ending == Ending.CANCELLED ? null : ending.thrown(life.userCode, life.hint);
        LifeEnds.byCaller(back, ending == Ending.CANCELLED, ending.result, thrown);
        if (ending == Ending.CANCELLED) {
            Outcome outcome = ending.outcome(life.naive.config.classifier(), life.userCode, true);
            Said said = new Said(null, CancellationException.class.getName(), null);
            life.naive.settle(back.guest, seenBy(back.caller, outcome), said);
        } else {
            settled(back.guest, ending, back.caller, true);
        }
    }
}
