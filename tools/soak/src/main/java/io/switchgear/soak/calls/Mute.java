// SPDX-License-Identifier: Apache-2.0
package io.switchgear.soak.calls;

import io.switchgear.soak.breakers.Answer;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Replaces the service when all callers give up at once: no result says anything, for longer than a probe timeout. */
final class Mute implements Service {
    @Override
    public Answer ask(Request request, RandomGenerator random) {
        throw new CancellationException("given up at once");
    }

    @Override
    public CompletableFuture<Answer> askAsync(
            Request request, RandomGenerator random, BiConsumer<@Nullable Answer, @Nullable Throwable> beforehand) {
        CompletableFuture<Answer> given = new CompletableFuture<>();
        Relay<Answer> relay = Relay.of(given, answer -> answer, beforehand);
        given.completeExceptionally(new CancellationException("given up at once"));
        return relay;
    }
}
