// SPDX-License-Identifier: Apache-2.0
package io.switchgear.model;

import io.switchgear.rig.BrokenAtWill;
import io.switchgear.rig.BrokenAtWill.Kind;
import io.switchgear.rig.ByHandMove;
import io.switchgear.rig.HandScheduler;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * One life drawn from one seed: a configuration, and step by step what happens to the breaker that is made by it. Not
 * thread-safe.
 */
public final class RandomLife {
    private static final int REMEMBERED = 15;
    private static final int MOST_WATCHERS = 4;
    private static final long DAY = Duration.ofDays(1).toNanos();

    public final Life life;
    private final long seed;
    private final RandomGenerator random;
    private final RandomConfig configs;
    private final RandomCalls steps;
    /** The last steps, for whoever has to find out what went wrong. */
    private final Deque<String> last = new ArrayDeque<>();

    public RandomLife(long seed) {
        this.seed = seed;
        random = new SplittableRandom(seed);
        HandScheduler scheduler = random.nextInt(4) == 0 ? new HandScheduler() : null;
        long start = switch (random.nextInt(3)) {
            case 0 -> 0;
            case 1 -> Long.MAX_VALUE - random.nextLong(2_000);
            default -> random.nextLong();
        };
        BrokenAtWill callbacks = new BrokenAtWill();
        int badness = random.nextInt(10, 90);
        configs = new RandomConfig(random, callbacks, scheduler == null);
        life = new Life(callbacks, start, scheduler, configs::draw);
        steps = new RandomCalls(random, life, badness, this::note);
    }

    public void live(int steps) {
        try {
            life.compare();
            for (int step = 0; step < steps; step++) {
                life.callbacks.chance = random.nextDouble();
                life.callbacks.gateHolds = gateHolds();
                life.callbacks.gateTakes = life.scheduler == null && random.nextInt(4) == 0 ? random.nextInt(10) : 0;
                life.hint = Duration.ofNanos(random.nextInt(150));
                step();
                life.compare();
            }
        } catch (Throwable thrown) {
            throw new AssertionError(
                    "seed " + seed + " (run it alone: -Dswitchgear.seed=" + seed + ")\nsettings: "
                            + life.naive.config.window() + ", " + life.naive.config.tripRule() + ", "
                            + life.naive.config.halfOpen() + ", " + life.naive.config.ramp() + ", "
                            + life.naive.config.backoff() + ", abandoned after "
                            + life.naive.config.abandonedAfter() + ", gate "
                            + (life.naive.config.probeGate() == life.callbacks.gate) + ", slow over "
                            + life.naive.config.slowCallsOver() + ", "
                            + life.naive.config.classifier() + "\nlast steps, at "
                            + life.books.now + ":\n  " + String.join("\n  ", last) + "\n" + thrown.getMessage(),
                    thrown);
        }
    }

    private Duration gateHolds() {
        return switch (random.nextInt(8)) {
            case 0, 1, 2 -> Duration.ZERO;
            case 3 -> Duration.ofSeconds(Long.MAX_VALUE);
            default -> Duration.ofNanos(random.nextInt(40));
        };
    }

    private void step() {
        int what = random.nextInt(100);
        if (what < 18) {
            advance(random.nextInt(20));
        } else if (what < 42) {
            steps.callAndReturn(2);
        } else if (what < 60) {
            steps.goOut();
        } else if (what < 81) {
            steps.comeBack();
        } else if (what < 84) {
            steps.progresses();
        } else if (what < 86) {
            steps.recordFailure();
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

    private void byHand() {
        switch (random.nextInt(12)) {
            case 0 -> {
                note("open");
                life.open(Duration.ofNanos(random.nextInt(40)));
            }
            case 1 -> {
                note("open unless held");
                life.openUnlessHeld(Duration.ofNanos(random.nextInt(40)));
            }
            case 2 -> {
                note("recover");
                life.recover();
            }
            default -> {
                ByHandMove move = random.nextInt(3) == 0 ? ByHandMove.RELEASE : pick(ByHandMove.values());
                note(move.toString());
                life.byHand(move);
            }
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
            life.callbacks.mend();
        } else {
            life.callbacks.breaks(kind, random.nextBoolean());
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

    private <T> T pick(T[] all) {
        return all[random.nextInt(all.length)];
    }
}
