// SPDX-License-Identifier: Apache-2.0
package io.switchgear.model;

import static io.switchgear.model.Life.same;

import io.switchgear.CallContext;
import io.switchgear.CallNotPermittedException;
import io.switchgear.DeadlinePassedException;
import io.switchgear.Guard;
import io.switchgear.Made;
import io.switchgear.Permit;
import io.switchgear.model.NaiveBooks.Said;
import io.switchgear.outcome.Outcome;
import io.switchgear.rig.Broken;
import io.switchgear.testkit.WayIn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The calls of a {@link Life}: made in every way, those that are out, and the ways in which they come back. Not thread-safe. */
public final class LifeCalls {
    private static final long NEVER = Long.MAX_VALUE;

    private final Life life;
    /** Calls that have not come back. */
    public final List<Out> out = new ArrayList<>();

    public LifeCalls(Life life) {
        this.life = life;
    }

    /** A caller's context, on both sides. */
    public record Caller(CallContext context, long deadline) {}

    /** A call that is out: a permit, or a future with the operation's own. */
    public record Out(
            NaiveGuest guest,
            @Nullable Caller caller,
            @Nullable Permit permit,
            @Nullable CompletableFuture<Object> future,
            @Nullable CompletableFuture<Object> stage) {}

    public Caller anybody() {
        return new Caller(CallContext.cancellable(), NEVER);
    }

    public Caller until(long nanosFromNow) {
        CallContext context = CallContext.within(Duration.ofNanos(nanosFromNow), life.ticker);
        return new Caller(context, life.books.now + nanosFromNow);
    }

    // Calls that are over when they return.

    /** What happens while an operation runs. */
    public record Meanwhile(long nanos, boolean cancels, boolean interrupts, Runnable more) {
        public static final Meanwhile NOTHING = after(0);

        public static Meanwhile after(long nanos) {
            return new Meanwhile(nanos, false, false, () -> {});
        }
    }

    public void call(WayIn way, Ending ending, Meanwhile meanwhile) {
        through(way, life.real, admit(way, false), ending, meanwhile, anybody());
    }

    private @Nullable NaiveGuest admit(WayIn way, boolean inContext) {
        NaiveGuest guest = life.naive.admit(inContext || LifeVerdict.alwaysMeasures(way));
        // TRY_ACQUIRE calls once more when it is refused, to be given the exception.
        return guest == null && way == WayIn.TRY_ACQUIRE ? life.naive.admit(inContext) : guest;
    }

    /** A call of a caller who may be gone, or go while it runs. */
    public void call(WayIn way, Ending ending, Meanwhile meanwhile, Caller caller) {
        Guard guard = life.real.within(caller.context);
        if (caller.context.isCancelled() || caller.deadline <= life.books.now) {
            Throwable caught = caught(
                    false,
                    () -> way.through(guard, () -> {
                        throw new AssertionError("it ran");
                    }));
            same("how a call that came too late ends", caught.getClass(), whenOver(caller));
            return;
        }
        through(way, guard, admit(way, true), ending, meanwhile, caller);
    }

    private static Class<?> whenOver(Caller caller) {
        return caller.context.isCancelled() ? CancellationException.class : DeadlinePassedException.class;
    }

    private interface Risky {
        Object go() throws Throwable;
    }

    private void through(
            WayIn way, Guard guard, @Nullable NaiveGuest guest, Ending ending, Meanwhile meanwhile, Caller caller) {
        String refusal = guest == null ? NaiveView.rejection(life.naive) : "";
        Throwable thrown = ending.thrown(life.callbacks, life.hint);
        Object[] result = {null};
        Throwable caught = caught(
                meanwhile.interrupts,
                () -> result[0] = way.<Object>through(guard, () -> {
                    same("whether it is let in", true, guest != null);
                    run(guest, meanwhile, caller);
                    return thrown == null ? ending.result : Broken.<Object, Error>fail(thrown);
                }));
        if (caught instanceof AssertionError && caught != thrown) {
            throw (AssertionError) caught; // from inside the operation
        }
        if (guest == null) {
            same("the rejection", facts(caught), refusal);
            return;
        }
        same("what the caller catches", caught, thrown);
        same("what the caller gets", result[0], thrown == null ? ending.result : null);
        LifeVerdict verdict = new LifeVerdict(life, ending, caller, way.showsResults());
        verdict.operationEnded(guest, meanwhile.interrupts && way != WayIn.CALL_ASYNC);
    }

    private void run(NaiveGuest guest, Meanwhile meanwhile, Caller caller) {
        guest.runs = true;
        if (meanwhile.cancels) {
            caller.context.cancel();
        }
        life.advance(meanwhile.nanos);
        meanwhile.more.run();
        guest.runs = false;
        if (meanwhile.interrupts) {
            Thread.currentThread().interrupt();
        }
    }

    private static @Nullable Throwable caught(boolean interrupts, Risky call) {
        Throwable end = null;
        try {
            call.go();
        } catch (Throwable thrown) {
            end = thrown;
        }
        boolean kept = Thread.interrupted();
        if (interrupts) {
            same("whether the interrupt is kept", kept || end instanceof CallNotPermittedException, true);
        } else {
            same("an interrupt that nobody saw", kept && !(end instanceof InterruptedException), false);
        }
        return end;
    }

    public static String facts(@Nullable Throwable thrown) {
        return thrown instanceof CallNotPermittedException rejection
                ? rejection.state() + ", " + rejection.reason() + ", " + rejection.since() + ", "
                        + rejection.retryAfter().orElse(null) + ", "
                        + rejection.lastFailure().orElse("") + ", " + rejection.getMessage()
                : "no rejection, but " + thrown;
    }

    // Calls that stay out.

    public void acquire(Caller caller) {
        NaiveGuest guest = life.naive.admit(true);
        String refusal = guest == null ? NaiveView.rejection(life.naive) : "";
        Permit[] permit = {null};
        Throwable caught =
                caught(false, () -> permit[0] = life.real.within(caller.context).acquire());
        same("the rejection", caught == null ? "" : facts(caught), refusal);
        if (guest != null) {
            out.add(new Out(guest, caller, permit[0], null, null));
        }
    }

    public void tryAcquire() {
        NaiveGuest guest = life.naive.admit(true);
        Permit permit = life.real.tryAcquire().orElse(null);
        same("whether it is let in", permit != null, guest != null);
        if (guest != null) {
            out.add(new Out(guest, null, permit, null, null));
        }
    }

    public void callAsync(Caller caller) {
        NaiveGuest guest = life.naive.admit(true);
        String refusal = guest == null ? NaiveView.rejection(life.naive) : "";
        CompletableFuture<Object> stage = new CompletableFuture<>();
        CompletableFuture<Object> future = life.real.within(caller.context).callAsync(() -> stage);
        if (guest == null) {
            same("the rejection", facts(LifeEnds.end(future)), refusal);
        } else {
            out.add(new Out(guest, caller, null, future, stage));
        }
    }

    /** A call that is out ends like this, if it is a permit after a time that was measured elsewhere or by the breaker. */
    public void comesBack(Out back, Ending ending, @Nullable Duration took) {
        Throwable thrown = ending.thrown(life.callbacks, life.hint);
        LifeEnds.end(back, ending.result, thrown, took);
        if (took != null) {
            boolean known = life.books.ticks(life.books.now - took.toNanos()) != Made.NOT_MEASURED;
            back.guest.start = known ? life.books.now - took.toNanos() : NaiveGuest.UNKNOWN;
        }
        new LifeVerdict(life, ending, back.caller, true).operationEnded(back.guest, false);
    }

    /** A call that is out is settled without a classifier. */
    public void settleRaw(Out back, Outcome outcome) {
        LifeEnds.raw(back, outcome);
        boolean unwanted = back.caller != null && back.caller.context.isCancelled();
        if (outcome == Outcome.FAILURE && unwanted) {
            life.naive.giveUp(back.guest);
        } else {
            life.naive.settle(back.guest, outcome, Said.NOTHING);
        }
    }

    /** A permit is closed, or a future cancelled, without any end of the operation. */
    public void giveUp(Out back) {
        LifeEnds.giveUp(back);
        life.naive.giveUp(back.guest);
    }

    /** Whoever waits for a future ends it with a value or an exception. */
    public void endedByCaller(Out back, Ending ending) {
        LifeEnds.byCaller(back, ending.result, ending.thrown(life.callbacks, life.hint));
        new LifeVerdict(life, ending, back.caller, true).callerEnded(back.guest);
    }

    public void progressed(Out still) {
        still.permit.progressed();
        if (still.guest.at != null) {
            still.guest.at.probes.progressed(still.guest);
        }
    }

    public void recordFailure(Ending ending) {
        boolean counted = new LifeVerdict(life, ending, null, true).recorded();
        same("whether it is counted", life.real.recordFailure(ending.thrown(life.callbacks, life.hint)), counted);
    }
}
