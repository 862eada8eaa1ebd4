// SPDX-License-Identifier: Apache-2.0
package io.switchgear.soak.calls;

import io.switchgear.soak.breakers.Answer;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Replaces the service for moments in which all callers call one breaker as fast as they can: no network is fast enough for
 * the races under test. Immutable.
 *
 * @param healthy whether calls succeed
 */
record Rush(boolean healthy) implements Service {
    /** The number of calls that one caller makes, one after the other. */
    static final int CALLS = 60;

    private static final long EVERY_NANOS = TimeUnit.SECONDS.toNanos(3);
    private static final long MUTE_UNTIL_NANOS = TimeUnit.MILLISECONDS.toNanos(1_800);
    private static final long FOR_NANOS = TimeUnit.MILLISECONDS.toNanos(150);

    /** Whether it is time for a rush. */
    static boolean isOn(long nanos) {
        return Math.floorMod(nanos, EVERY_NANOS) < FOR_NANOS;
    }

    /** Whether the callers of that breaker give up at once, as they do for a while after every second rush. */
    static boolean isMute(long nanos, int which, int breakers) {
        return Math.floorMod(nanos, 2 * EVERY_NANOS) < MUTE_UNTIL_NANOS && which(nanos, breakers) == which;
    }

    /** The breaker that the rush is on; the same for all callers. */
    static int which(long nanos, int breakers) {
        return (int) Math.floorMod(nanos / EVERY_NANOS, (long) breakers);
    }

    @Override
    public Answer ask(Request request, RandomGenerator random) throws IOException {
        if (healthy) {
            return new Answer(200, 0);
        }
        if (random.nextBoolean()) {
            return new Answer(500, 0);
        }
        throw new IOException("no service in a rush");
    }

    @Override
    public CompletableFuture<Answer> askAsync(
            Request request, RandomGenerator random, BiConsumer<@Nullable Answer, @Nullable Throwable> beforehand) {
        CompletableFuture<Answer> done = new CompletableFuture<>();
        Relay<Answer> relay = Relay.of(done, answer -> answer, beforehand);
        try {
            done.complete(ask(request, random));
        } catch (IOException failed) {
            done.completeExceptionally(failed);
        }
        return relay;
    }
}
