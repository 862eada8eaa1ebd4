package io.switchgear.soak.calls;

import io.switchgear.soak.breakers.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What a call is made to. Thread-safe. */
interface Service {

    /**
     * One request.
     *
     * @param target what the service knows the breaker by
     * @param call the number of the call
     * @param probeOf the trip whose probe it certainly is; 0 for none
     * @param timeout for connecting and for the answer
     */
    record Request(String target, long call, long probeOf, Duration timeout) {}

    /** Waits for the answer, through any of several clients. */
    Answer ask(Request request, RandomGenerator random) throws IOException, InterruptedException;

    /**
     * Does not.
     *
     * @param beforehand hears of the end before it completes the future; not when that was cancelled before
     */
    CompletableFuture<Answer> askAsync(
            Request request, RandomGenerator random, BiConsumer<@Nullable Answer, @Nullable Throwable> beforehand);
}
