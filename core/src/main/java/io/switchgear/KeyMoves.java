// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

import io.switchgear.time.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The settings common to all keys of a keyed breaker, and the operations by hand that change them. A member is put in its
 * place only if it was created from the settings in force at that moment, under the same lock, so none escapes an
 * operation. Thread-safe.
 */
final class KeyMoves<K> {
    private final CircuitBreaker overflow;
    private final KeyPlaces<K> places;
    private final Ticker ticker;
    /** Read without a lock; replaced under the lock of the places. */
    private volatile Common common;

    /** The configuration of all keys, the same without logging, and the last operation by hand on all of them. */
    record Common(CircuitBreakerConfig config, CircuitBreakerConfig quiet, KeyHold hold) {
        static Common of(CircuitBreakerConfig config, KeyHold hold) {
            return new Common(config, config.toBuilder().logChanges(false).build(), hold);
        }

        /** Creates a breaker as if the last operation had been made on it. That is not logged, because nothing has changed. */
        CircuitBreaker make(String name) {
            if (hold.isNone()) {
                return CircuitBreaker.of(name, config);
            }
            CircuitBreaker made = CircuitBreaker.of(name, quiet);
            hold.future().accept(made);
            made.reconfigure(config);
            return made;
        }

        /** Whether later keys begin in shadow mode, so that a key that loses its breaker loses no hold. */
        boolean beginsInShadow() {
            return hold.begin() == State.METRICS_ONLY;
        }
    }

    KeyMoves(CircuitBreaker overflow, KeyPlaces<K> places, CircuitBreakerConfig config) {
        this.overflow = overflow;
        this.places = places;
        this.ticker = config.ticker();
        this.common = Common.of(config, KeyHold.none(config));
    }

    Common common() {
        return common;
    }

    /** Opens all existing breakers, and later ones until the time is over. */
    void open(String name, Duration wait, String reason) {
        KeyHold.check(name, wait, reason);
        hold(KeyHold.open(wait, reason, ticker.nanos()));
    }

    /** Makes an operation by hand on all existing breakers, and on later ones. */
    @SuppressWarnings("ReferenceEquality") // The same operation made again is another object.
    void hold(KeyHold hold) {
        List<KeyMember<K>> present = exchange(seen -> new Common(seen.config, seen.quiet, hold));
        forEach(present, (breaker, now) -> now.hold.present().accept(breaker), (seen, now) -> seen.hold == now.hold);
    }

    /** Replaces the configuration of all existing breakers and of later ones. */
    @SuppressWarnings("ReferenceEquality") // As above.
    void reconfigure(String name, CircuitBreakerConfig config) {
        ConfigValidator.reconfiguration(name, ticker, config);
        List<KeyMember<K>> present = exchange(seen -> Common.of(config, seen.hold));
        forEach(present, (breaker, now) -> breaker.reconfigure(now.config), (seen, now) -> seen.config == now.config);
    }

    /** Changes the common settings; returns the members that were created from the earlier ones. */
    private List<KeyMember<K>> exchange(UnaryOperator<Common> change) {
        places.lock.lock();
        try {
            common = change.apply(common);
            return places.all();
        } finally {
            places.lock.unlock();
        }
    }

    /** Updates the overflow and the members; continues to the end if something throws, and then throws the first exception. */
    private void forEach(
            List<KeyMember<K>> present,
            BiConsumer<CircuitBreaker, Common> move,
            BiPredicate<Common, Common> isUnchanged) {
        Throwable thrown = move(overflow, move, isUnchanged, null);
        for (KeyMember<K> member : present) {
            thrown = move(member.breaker, move, isUnchanged, thrown);
        }
        if (thrown instanceof Error error) {
            throw error;
        }
        if (thrown instanceof RuntimeException exception) {
            throw exception;
        }
    }

    /**
     * Updates one breaker by the common settings, and again if they have changed meanwhile: of two concurrent operations
     * the later one is the last for each breaker.
     */
    private @Nullable Throwable move(
            CircuitBreaker breaker,
            BiConsumer<CircuitBreaker, Common> move,
            BiPredicate<Common, Common> isUnchanged,
            @Nullable Throwable thrownBefore) {
        try {
            Common seen;
            do {
                seen = common;
                move.accept(breaker, seen);
            } while (!isUnchanged.test(seen, common));
            return thrownBefore;
        } catch (Throwable thrown) {
            return thrownBefore == null ? thrown : thrownBefore;
        }
    }
}
