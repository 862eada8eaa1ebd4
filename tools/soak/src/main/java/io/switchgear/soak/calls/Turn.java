// SPDX-License-Identifier: Apache-2.0
package io.switchgear.soak.calls;

import io.switchgear.CallContext;
import io.switchgear.CallNotPermittedException;
import io.switchgear.DeadlinePassedException;
import io.switchgear.Guard;
import io.switchgear.RejectionReason;
import io.switchgear.soak.breakers.Answer;
import io.switchgear.soak.breakers.Door;
import io.switchgear.soak.breakers.Target;
import io.switchgear.soak.checks.Ask;
import io.switchgear.soak.checks.Check;
import io.switchgear.soak.checks.Fate;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One call of one caller: its course, and the caller's knowledge of it. Used by the caller's thread.
 */
final class Turn {
    private static final long NEVER = Long.MAX_VALUE;
    private static final int LONGEST_STRESS_MILLIS = 1_000;
    private static final Duration CALM_TIMEOUT = Duration.ofSeconds(10);

    final Tools tools;
    final Door door;
    /** The guard of this call, with its context. */
    final Guard guard;

    final Service service;
    final RandomGenerator random;
    /** Whether the call is left undisturbed: the breaker should close, or there is a rush. */
    final boolean calm;

    final Way way;
    final Ask ask;
    final @Nullable CallContext context;
    private final Target target;
    private final Duration timeout;
    private int ran;
    private @Nullable Answer answer;
    private @Nullable Throwable thrown;
    /** The outlook just before the operation's end was passed to the breaker. */
    private Outlook outlook = Outlook.NONE;

    /** Whether the operation runs on a thread known to the breaker, so that a call inside it may be part of it. */
    private boolean nests;

    private Runnable whenEntered = () -> {};

    Turn(Tools tools, Service service, Door door, Target target, Way way, RandomGenerator random, boolean calm) {
        this.tools = tools;
        this.service = service;
        this.door = door;
        this.target = target;
        this.way = way;
        this.random = random;
        this.calm = calm;
        this.timeout = calm ? CALM_TIMEOUT : Duration.ofMillis(random.nextInt(80, LONGEST_STRESS_MILLIS));
        this.context = calm ? null : Contexts.some(random, tools.canceller());
        this.guard = context == null ? target.guard() : target.guard().within(context);
        this.nests = way == Way.CALL || way == Way.FALLBACK || way == Way.RUN || way == Way.ATTEMPT;
        this.ask = door.ask();
    }

    /** The operation for the ways that wait for it. */
    Answer operate() throws Exception {
        enter();
        try {
            if (!calm && random.nextInt(200) == 0) {
                throw new AssertionError("an operation may throw an Error");
            }
            Answer got = nests ? withCallInside() : service.ask(request(), random);
            answer = got;
            return got;
        } catch (Throwable failed) {
            thrown = failed;
            throw failed;
        } finally {
            aboutToSettle();
        }
    }

    /** Makes the request, perhaps by a call through the same guard, or after another one. */
    private Answer withCallInside() throws Exception {
        if (random.nextBoolean()) {
            return service.ask(request(), random);
        }
        if (ask.isProbe()) {
            return nested();
        }
        if (ask.isSurelyNoProbe()) {
            Way inside = random.nextBoolean() ? Way.CALL : Way.ATTEMPT;
            new SyncTurn(new Turn(tools, service, door, target, inside, random, calm)).play();
        }
        return service.ask(request(), random);
    }

    /** Makes a nested call. It is part of the probe as long as the probe's phase lasts: the service sees the same number. */
    private Answer nested() throws Exception {
        long[] passedNanos = {NEVER};
        RejectionReason rejection = null;
        Set<Fate> fates = EnumSet.complementOf(EnumSet.of(Fate.GIVEN_UP));
        try {
            Answer got = guard.call(() -> {
                passedNanos[0] = System.nanoTime();
                return service.ask(request(), random);
            });
            fates = Set.of(Judgement.of(got, null));
            return got;
        } catch (CallNotPermittedException rejected) {
            rejection = rejected.reason();
            throw rejected;
        } finally {
            door.nested(ask, passedNanos[0] == NEVER ? null : passedNanos[0], rejection, fates);
        }
    }

    /** Records a failure that belongs to no call. */
    void record() {
        boolean counted = guard.recordFailure(new IOException("seen elsewhere"));
        door.recorded(counted);
        tools.counts().add(way, counted ? "counted" : "not counted");
    }

    /** The operation runs on this thread, which the breaker knows. */
    void nests() {
        nests = true;
    }

    /** Sets an action to run as soon as the operation has begun. */
    void whenEntered(Runnable what) {
        whenEntered = what;
    }

    /** The operation begins. */
    void enter() {
        ran++;
        door.entered(ask);
        whenEntered.run();
    }

    /** The settlement follows on this thread. */
    void aboutToSettle() {
        outlook = Outlook.here(context);
        door.settling(ask);
    }

    Service.Request request() {
        return new Service.Request(target.name(), ask.number(), ask.isProbe() ? ask.trip() : 0, timeout);
    }

    /** The same for the way without a result, which can report a failed answer only by an exception. */
    void operateWithoutResult() throws Exception {
        Answer got;
        try {
            got = operate();
        } finally {
            answer = null;
        }
        if (got.isFailure()) {
            IOException failed = new IOException("status " + got.status());
            thrown = failed;
            throw failed;
        }
    }

    /** The call has returned something that is not a rejection. */
    @SuppressWarnings("ReferenceEquality") // The caller receives the same instance.
    void returned(@Nullable Answer told) {
        Answer own = answer;
        told(
                ran == 1 && told == own,
                () -> "it got " + told + " from an operation that ran " + ran + " times and returned " + own);
        end(Set.of(Judgement.of(own, null)));
    }

    /** The call has thrown, or has failed with an exception. */
    @SuppressWarnings("ReferenceEquality") // The same instance here, too.
    void threw(Throwable told) {
        if (ran == 0) {
            refused(told);
            return;
        }
        Throwable own = thrown;
        told(
                ran == 1 && told == own,
                () -> "it got " + told + " from an operation that ran " + ran + " times and threw " + own);
        end(fates(told));
    }

    /** The call did not begin. */
    void refused(Throwable told) {
        if (told instanceof CallNotPermittedException rejection) {
            rejected(rejection);
            return;
        }
        boolean over =
                context != null && (told instanceof CancellationException || told instanceof DeadlinePassedException);
        told(over, () -> "its operation did not run, and it got " + told);
        door.notAsked();
        tools.counts().add(way, "over before");
    }

    void rejected(@Nullable CallNotPermittedException rejection) {
        told(
                ran == 0 && (rejection == null || rejection.breakerName().contains(door.name())),
                () -> "it was rejected with " + rejection + ", and its operation ran " + ran + " times");
        door.rejected(ask, rejection == null ? null : rejection.reason());
        tools.counts().add(way, "rejected");
    }

    /** The call is back and its settlement is over. */
    void end(Set<Fate> fates) {
        end(fates, true);
    }

    void end(Set<Fate> fates, boolean settled) {
        boolean inOneMethod = way == Way.CALL || way == Way.FALLBACK || way == Way.RUN || way == Way.ATTEMPT;
        boolean measured = !inOneMethod || context != null || door.measuresAll();
        tools.counts().returned(way, door.returned(ask, fates, measured, settled));
    }

    /** The possible fates of a call that has just ended with this exception, on this thread. */
    Set<Fate> fates(Throwable failed) {
        return outlook.of(failed)
                .fates(Judgement.of(null, failed), Outlook.here(context).of(failed));
    }

    int ran() {
        return ran;
    }

    void told(boolean holds, Supplier<String> what) {
        tools.findings().hold(Check.TOLD, holds, () -> door.name() + ", " + way + ": " + what.get());
    }
}
