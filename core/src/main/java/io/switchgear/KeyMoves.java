package io.switchgear;

import io.switchgear.time.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What holds for all keys of a keyed breaker, and the moves by hand that change it. Members are put at their places only if
 * they were made by what holds at that moment, under the same lock: so none escapes a move. Thread-safe.
 */
final class KeyMoves<K> {
    private final CircuitBreaker overflow;
    private final KeyPlaces<K> places;
    private final Ticker ticker;
    /** Read by anybody; replaced under the lock of the places. */
    private volatile Common common;

    /** The configuration of all keys, the same without a log, and the last move by hand of all of them. */
    record Common(CircuitBreakerConfig config, CircuitBreakerConfig quiet, KeyHold hold) {
        static Common of(CircuitBreakerConfig config, KeyHold hold) {
            return new Common(config, config.toBuilder().logChanges(false).build(), hold);
        }

        /** A breaker as if the last move had been made with it. The log tells nothing of that: nothing has changed. */
        CircuitBreaker make(String name) {
            if (hold.isNone()) {
                return CircuitBreaker.of(name, config);
            }
            CircuitBreaker made = CircuitBreaker.of(name, quiet);
            hold.future().accept(made);
            made.reconfigure(config);
            return made;
        }

        /** Whether keys that come later begin in shadow mode, so that a key that loses its breaker loses no hold. */
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

    /** Opens all breakers that there are, and those to come while the time lasts. */
    void open(String name, Duration wait, String reason) {
        KeyHold.check(name, wait, reason);
        hold(KeyHold.open(wait, reason, ticker.nanos()));
    }

    /** Makes a move by hand with all breakers that there are, and with those to come. */
    @SuppressWarnings("ReferenceEquality") // The same move made again is another one.
    void hold(KeyHold hold) {
        List<KeyMember<K>> present = exchange(seen -> new Common(seen.config, seen.quiet, hold));
        forEach(present, (breaker, now) -> now.hold.present().accept(breaker), (seen, now) -> seen.hold == now.hold);
    }

    /** Gives all breakers that there are, and those to come, another configuration. */
    @SuppressWarnings("ReferenceEquality") // As above.
    void reconfigure(String name, CircuitBreakerConfig config) {
        ConfigValidator.reconfiguration(name, ticker, config);
        List<KeyMember<K>> present = exchange(seen -> Common.of(config, seen.hold));
        forEach(present, (breaker, now) -> breaker.reconfigure(now.config), (seen, now) -> seen.config == now.config);
    }

    /** Changes what holds for all; returns the members that were made by what held before. */
    private List<KeyMember<K>> exchange(UnaryOperator<Common> change) {
        places.lock.lock();
        try {
            common = change.apply(common);
            return places.all();
        } finally {
            places.lock.unlock();
        }
    }

    /** Moves the overflow and the members; goes on to the end when something throws, and then throws the first of it. */
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
     * Moves one breaker by what holds for all, and again if that has changed meanwhile: so of two moves that are made at once
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
