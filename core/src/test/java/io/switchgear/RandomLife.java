package io.switchgear;

import io.switchgear.BrokenAtWill.Kind;
import io.switchgear.outcome.Outcome;
import io.switchgear.testkit.WayIn;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * One life drawn from one seed: a configuration, and step by step what happens to the breaker that is made by it. Not
 * thread-safe.
 */
final class RandomLife {
    private static final int REMEMBERED = 15;
    private static final int MOST_WATCHERS = 4;
    private static final int MOST_OUT = 12;
    private static final long DAY = Duration.ofDays(1).toNanos();

    final Life life;
    private final long seed;
    private final RandomGenerator random;
    private final RandomConfig configs;
    private final LifeCalls calls;
    /** How often a call comes back as a failure, in percent. */
    private final int badness;
    /** The last steps, for whoever has to find out what went wrong. */
    private final Deque<String> last = new ArrayDeque<>();

    RandomLife(long seed) {
        this.seed = seed;
        random = new SplittableRandom(seed);
        HandScheduler scheduler = random.nextInt(4) == 0 ? new HandScheduler() : null;
        long start = switch (random.nextInt(3)) {
            case 0 -> 0;
            case 1 -> Long.MAX_VALUE - random.nextLong(2_000);
            default -> random.nextLong();
        };
        BrokenAtWill userCode = new BrokenAtWill();
        badness = random.nextInt(10, 90);
        configs = new RandomConfig(random, userCode, scheduler == null);
        life = new Life(userCode, start, scheduler, configs::draw);
        calls = new LifeCalls(life);
    }

    void live(int steps) {
        try {
            life.compare();
            for (int step = 0; step < steps; step++) {
                life.userCode.chance = random.nextDouble();
                life.hint = Duration.ofNanos(random.nextInt(150));
                step();
                life.compare();
            }
        } catch (Throwable thrown) {
            throw new AssertionError(
                    "seed " + seed + " (run it alone: -Dswitchgear.seed=" + seed + ")\nsettings: "
                            + life.naive.config.window() + ", " + life.naive.config.tripRule() + ", "
                            + life.naive.config.halfOpen() + ", " + life.naive.config.ramp() + ", "
                            + life.naive.config.backoff() + "\nlast steps, at "
                            + life.books.now + ":\n  " + String.join("\n  ", last) + "\n" + thrown.getMessage(),
                    thrown);
        }
    }

    private void step() {
        int what = random.nextInt(100);
        if (what < 18) {
            advance(random.nextInt(20));
        } else if (what < 42) {
            callAndReturn();
        } else if (what < 62) {
            goOut();
        } else if (what < 86) {
            comeBack();
        } else if (what < 90) {
            note("health");
            life.compareHealth();
        } else if (what < 94) {
            byHand();
        } else if (what < 96) {
            watch();
        } else if (what < 98) {
            breakUserCode();
        } else {
            rarely();
        }
    }

    private void note(String step) {
        last.add("at " + life.books.now + " " + life.naive.phase.state + ": " + step);
        if (last.size() > REMEMBERED) {
            last.remove();
        }
    }

    private void advance(long nanos) {
        note("time passes: " + nanos);
        life.advance(nanos);
    }

    private void callAndReturn() {
        Ending ending = ending();
        long nanos = random.nextInt(3) == 0 ? random.nextInt(30) : 0;
        if (random.nextInt(3) == 0) {
            WayIn way = pick(WayIn.values());
            LifeCalls.Caller caller = caller();
            boolean cancelled = random.nextInt(4) == 0;
            note("call by " + way + ", " + ending + " after " + nanos + ", for one until " + caller.deadline()
                    + (cancelled ? ", cancelled meanwhile" : ""));
            calls.call(way, ending, nanos, caller, cancelled);
        } else {
            WayIn way = pick(WayIn.values());
            note("call by " + way + ", " + ending + " after " + nanos);
            calls.call(way, ending, nanos);
        }
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

    private void goOut() {
        if (calls.out.size() > MOST_OUT) {
            comeBack();
            return;
        }
        int way = random.nextInt(3);
        note(way == 0 ? "acquire" : way == 1 ? "tryAcquire" : "callAsync");
        switch (way) {
            case 0 -> calls.acquire(patientCaller());
            case 1 -> calls.tryAcquire();
            default -> calls.callAsync(patientCaller());
        }
    }

    private void comeBack() {
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
        int how = random.nextInt(3);
        note("comes back " + (back.permit() == null ? "future " : "permit ") + how + " " + ending
                + (unwanted ? " for nobody" : ""));
        if (how == 0 && back.permit() != null) {
            calls.settleRaw(back, pick(Outcome.values()));
        } else if (how == 0) {
            calls.endedByCaller(back, ending);
        } else {
            calls.comesBack(back, ending);
        }
    }

    private void byHand() {
        if (random.nextInt(9) == 0) {
            note("open");
            life.open(Duration.ofNanos(random.nextInt(40)));
        } else {
            ByHandMove move = random.nextInt(3) == 0 ? ByHandMove.RELEASE : pick(ByHandMove.values());
            note(move.toString());
            life.byHand(move);
        }
    }

    private void watch() {
        int what = random.nextInt(4);
        note("watchers " + what);
        boolean more = life.watchers() < MOST_WATCHERS;
        switch (what) {
            case 0 -> life.stopListening(random.nextInt(9));
            case 1 -> life.stopObserving();
            case 2 -> {
                if (more) {
                    life.listen(random.nextBoolean());
                }
            }
            default -> {
                if (more) {
                    life.observe();
                }
            }
        }
    }

    private void breakUserCode() {
        Kind kind = pick(Kind.values());
        boolean mends = random.nextBoolean();
        note(mends ? "user code is mended" : kind + " breaks");
        if (mends) {
            life.userCode.mend();
        } else {
            life.userCode.breaks(kind, random.nextBoolean());
        }
    }

    private void rarely() {
        if (random.nextBoolean()) {
            advance(random.nextBoolean() ? DAY : random.nextInt(1_000));
        } else {
            note("reconfigured");
            life.reconfigure(
                    configs.draw(life.driven(life.naive.config.toBuilder())).build());
            note("to " + life.naive.config.window() + " " + life.naive.config.tripRule());
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
