// SPDX-License-Identifier: Apache-2.0
package io.switchgear.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.outcome.Outcome;
import io.switchgear.recovery.Backoff;
import io.switchgear.rig.BrokenAtWill;
import io.switchgear.rig.ByHandMove;
import io.switchgear.rig.Effort;
import io.switchgear.testkit.WayIn;
import io.switchgear.trip.TripRule;
import io.switchgear.window.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Everything that can happen to small breakers in so many steps, in every order, everything that can be seen compared with
 * {@link NaiveBreaker} after each. {@code -Dswitchgear.full} makes the sequences of many kinds of
 * steps as long as the others, {@code -Dswitchgear.length=N} all as long as you like, each step ten times the time.
 */
@Tag("C1")
@Tag("C12")
@Tag("C13")
@Tag("C14")
@Tag("C20")
@Tag("C30")
@Tag("C31")
@Tag("C32")
@Tag("C33")
@Tag("C34")
@Tag("C40")
@Tag("C50")
@Tag("C62")
class EverySequenceTest {
    private static final int LENGTH = 6;
    /** With more kinds of steps than this, the last step of each sequence takes most of the time of all. */
    private static final int MANY_KINDS = 9;

    @ParameterizedTest
    @EnumSource
    void shouldGoAsTheNaiveBreakerDoesInEveryOrder(SmallBreaker small) {
        int[] sequence = new int[length(small)];
        long sequences = 0;
        int done;
        do {
            sequences++;
            done = play(small, sequence);
        } while (next(sequence, done, small.steps.size()));
        assertThat(sequences).as("sequences").isGreaterThan(200L << sequence.length - 1);
    }

    private static int length(SmallBreaker small) {
        boolean shorter = small.steps.size() > MANY_KINDS;
        return Integer.getInteger("switchgear.length", shorter ? Effort.of(LENGTH - 1, LENGTH) : LENGTH);
    }

    /** Plays a sequence up to its end, or up to a step that cannot be taken; gives the last that it took into account. */
    private static int play(SmallBreaker small, int[] sequence) {
        Life life = new Life(
                new BrokenAtWill(),
                0,
                null,
                config -> small.settings.apply(config.window(Window.lastCalls(3))
                        .tripWhen(TripRule.failureCount(2))
                        .openFor(Backoff.exponential(Duration.ofNanos(SmallBreaker.Step.WAIT))
                                .upTo(Duration.ofNanos(2 * SmallBreaker.Step.WAIT))
                                .jitter(0))));
        LifeCalls calls = new LifeCalls(life);
        for (int at = 0; at < sequence.length; at++) {
            SmallBreaker.Step step = small.steps.get(sequence[at]);
            if (calls.out.isEmpty()
                    && step.ordinal() >= SmallBreaker.Step.OLDEST_SUCCEEDS.ordinal()
                    && step.ordinal() <= SmallBreaker.Step.NEWEST_FAILS.ordinal()) {
                return at;
            }
            try {
                take(step, life, calls);
                if (isFirstWithThisBeginning(sequence, at)) {
                    life.compare();
                }
            } catch (AssertionError different) {
                throw new AssertionError(text(small, sequence, at) + "\n" + different.getMessage(), different);
            }
        }
        return sequence.length - 1;
    }

    private static void take(SmallBreaker.Step step, Life life, LifeCalls calls) {
        switch (step) {
            case GOES_OUT -> calls.tryAcquire();
            case OLDEST_SUCCEEDS -> calls.settleRaw(calls.out.remove(0), Outcome.SUCCESS);
            case OLDEST_FAILS -> calls.settleRaw(calls.out.remove(0), Outcome.FAILURE);
            case OLDEST_IS_IGNORED -> calls.settleRaw(calls.out.remove(0), Outcome.IGNORED);
            case OLDEST_IS_GIVEN_UP -> calls.giveUp(calls.out.remove(0));
            case OLDEST_PROGRESSES -> calls.progressed(calls.out.get(0));
            case NEWEST_SUCCEEDS -> calls.settleRaw(calls.out.remove(calls.out.size() - 1), Outcome.SUCCESS);
            case NEWEST_FAILS -> calls.settleRaw(calls.out.remove(calls.out.size() - 1), Outcome.FAILURE);
            case A_CALL_IS_INTERRUPTED ->
                calls.call(WayIn.CALL, Ending.INTERRUPTED, LifeCalls.Meanwhile.after(SmallBreaker.Step.WAIT + 1));
            case A_LITTLE_LATER -> life.advance(1);
            case AFTER_THE_WAIT -> life.advance(SmallBreaker.Step.WAIT);
            case AFTER_THE_LEASE -> life.advance(SmallBreaker.Step.LEASE);
            case RESET -> life.byHand(ByHandMove.RESET);
            case FORCE_OPEN -> life.byHand(ByHandMove.FORCE_OPEN);
            case METRICS_ONLY -> life.byHand(ByHandMove.METRICS_ONLY);
            case RELEASE -> life.byHand(ByHandMove.RELEASE);
            case OPEN -> life.open(Duration.ofNanos(1));
            case ANOTHER_WINDOW ->
                life.reconfigure(life.real.config().toBuilder()
                        .window(Window.lastCalls(
                                5 - ((Window.LastCalls) life.real.config().window()).count()))
                        .build());
        }
    }

    /** All sequences that begin like this come one after the other, the one that goes on with the first step first. */
    private static boolean isFirstWithThisBeginning(int[] sequence, int at) {
        for (int later = at + 1; later < sequence.length; later++) {
            if (sequence[later] != 0) {
                return false;
            }
        }
        return true;
    }

    /** The next sequence with something else at this place; false after the last one. */
    private static boolean next(int[] sequence, int place, int steps) {
        for (int later = place + 1; later < sequence.length; later++) {
            sequence[later] = 0;
        }
        for (int at = place; at >= 0; at--) {
            if (++sequence[at] < steps) {
                return true;
            }
            sequence[at] = 0;
        }
        return false;
    }

    private static String text(SmallBreaker small, int[] sequence, int upTo) {
        List<SmallBreaker.Step> taken = new ArrayList<>();
        for (int at = 0; at <= upTo; at++) {
            taken.add(small.steps.get(sequence[at]));
        }
        return small + " after " + taken;
    }
}
