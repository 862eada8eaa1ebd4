// SPDX-License-Identifier: Apache-2.0
package io.switchgear.model;

import io.switchgear.outcome.Outcome;
import io.switchgear.testkit.WayIn;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** The calls of a {@link RandomLife}: how they are made, what happens meanwhile, and how they end. Not thread-safe. */
public final class RandomCalls {
    private static final int MOST_OUT = 12;

    private final RandomGenerator random;
    private final Life life;
    private final LifeCalls calls;
    /** How often a call comes back as a failure, in percent. */
    private final int badness;

    private final Consumer<String> notes;

    public RandomCalls(RandomGenerator random, Life life, int badness, Consumer<String> notes) {
        this.random = random;
        this.life = life;
        this.calls = new LifeCalls(life);
        this.badness = badness;
        this.notes = notes;
    }

    public void callAndReturn(int depth) {
        Ending ending = ending();
        WayIn way = pick(WayIn.values());
        boolean inContext = random.nextInt(3) == 0;
        LifeCalls.Caller caller = inContext ? caller() : calls.anybody();
        LifeCalls.Meanwhile meanwhile = meanwhile(inContext, depth);
        notes.accept("call by " + way + ", " + ending + (inContext ? ", for one until " + caller.deadline() : "")
                + ", meanwhile " + meanwhile);
        if (inContext) {
            calls.call(way, ending, meanwhile, caller);
        } else {
            calls.call(way, ending, meanwhile);
        }
    }

    private LifeCalls.Meanwhile meanwhile(boolean inContext, int depth) {
        long nanos = random.nextInt(3) == 0 ? random.nextInt(30) : 0;
        boolean cancels = inContext && random.nextInt(4) == 0;
        boolean interrupts = random.nextInt(12) == 0;
        Runnable more = depth == 0 || random.nextInt(4) > 0 ? () -> {} : () -> nested(depth - 1);
        return new LifeCalls.Meanwhile(nanos, cancels, interrupts, more);
    }

    /** Inside an operation. */
    private void nested(int depth) {
        life.compare();
        switch (random.nextInt(6)) {
            case 0 -> goOut();
            case 1 -> comeBack();
            default -> callAndReturn(depth);
        }
        life.compare();
        notes.accept("back in the operation");
    }

    private LifeCalls.Caller caller() {
        LifeCalls.Caller caller = random.nextBoolean() ? calls.anybody() : calls.until(random.nextInt(-2, 40));
        if (random.nextInt(6) == 0) {
            caller.context().cancel();
        }
        return caller;
    }

    private LifeCalls.Caller patientCaller() {
        return random.nextBoolean() ? calls.anybody() : calls.until(random.nextInt(1, 40));
    }

    public void goOut() {
        if (calls.out.size() > MOST_OUT) {
            comeBack();
            return;
        }
        int way = random.nextInt(3);
        notes.accept(way == 0 ? "acquire" : way == 1 ? "tryAcquire" : "callAsync");
        switch (way) {
            case 0 -> calls.acquire(patientCaller());
            case 1 -> calls.tryAcquire();
            default -> calls.callAsync(patientCaller());
        }
    }

    public void comeBack() {
        if (calls.out.isEmpty()) {
            goOut();
            return;
        }
        LifeCalls.Out back = calls.out.remove(random.nextInt(calls.out.size()));
        boolean unwanted = back.caller() != null && random.nextInt(10) == 0;
        if (unwanted) {
            back.caller().context().cancel();
        }
        Ending ending = ending();
        int how = random.nextInt(5);
        notes.accept("comes back " + (back.permit() == null ? "future " : "permit ") + how + " " + ending
                + (unwanted ? " for nobody" : ""));
        if (how == 0 && back.permit() != null) {
            calls.settleRaw(back, pick(Outcome.values()));
        } else if (how == 0) {
            calls.endedByCaller(back, ending);
        } else if (how == 1) {
            calls.giveUp(back);
        } else {
            boolean measured = back.permit() != null && random.nextInt(8) == 0;
            calls.comesBack(back, ending, measured ? Duration.ofNanos(random.nextInt(30)) : null);
        }
    }

    public void progresses() {
        List<LifeCalls.Out> permits =
                calls.out.stream().filter(each -> each.permit() != null).toList();
        if (!permits.isEmpty()) {
            LifeCalls.Out still = permits.get(random.nextInt(permits.size()));
            notes.accept("progress of the one that came at " + still.guest().began);
            calls.progressed(still);
        }
    }

    public void recordFailure() {
        Ending ending = pick(Ending.values());
        if (!ending.returns()) {
            notes.accept("records " + ending);
            calls.recordFailure(ending);
        }
    }

    private Ending ending() {
        if (random.nextInt(100) < badness) {
            return random.nextBoolean() ? Ending.BROKEN : pick(Ending.values());
        }
        return random.nextInt(6) == 0 ? pick(Ending.values()) : Ending.FINE;
    }

    private <T> T pick(T[] all) {
        return all[random.nextInt(all.length)];
    }
}
