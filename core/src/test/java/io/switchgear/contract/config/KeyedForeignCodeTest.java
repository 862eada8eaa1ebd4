// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.switchgear.CircuitBreakerConfig;
import io.switchgear.Guard;
import io.switchgear.KeyedCircuitBreaker;
import io.switchgear.KeyedSnapshot;
import io.switchgear.State;
import io.switchgear.rig.BreakerLog;
import io.switchgear.rig.Rig;
import io.switchgear.testkit.ManualTicker;
import io.switchgear.trip.TripRule;
import io.switchgear.window.Window;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a user's code throws, and whenever: no key and no figure gets lost, and no call ends for it. */
@Tag("C63")
@Tag("C5")
class KeyedForeignCodeTest {
    /** The code that throws. */
    private enum Foreign {
        TICKER,
        INSTANT_SOURCE,
        TO_STRING,
        HASH_CODE,
        EQUALS
    }

    private final ManualTicker ticker = new ManualTicker();
    /** The code that throws next time but so many; none if it is {@code null}. */
    private Foreign broken;

    private int timesLeft;

    /** A key of a user's, of which two have the same hash. */
    private final class Key {
        private final int number;

        Key(int number) {
            this.number = number;
        }

        @Override
        public boolean equals(Object other) {
            throwIf(Foreign.EQUALS);
            return other instanceof Key key && key.number == number;
        }

        @Override
        public int hashCode() {
            throwIf(Foreign.HASH_CODE);
            return number / 2;
        }

        @Override
        public String toString() {
            throwIf(Foreign.TO_STRING);
            return "key " + number;
        }
    }

    private void throwIf(Foreign code) {
        if (broken == code && timesLeft-- == 0) {
            throw new IllegalStateException(code + " is broken");
        }
    }

    @BeforeEach
    void keepQuiet() {
        BreakerLog.keepQuiet();
    }

    private static Stream<Arguments> everyMoment() {
        return Stream.of(Foreign.values())
                .flatMap(code -> IntStream.range(0, 15).mapToObj(moment -> Arguments.of(code, moment)));
    }

    @ParameterizedTest
    @MethodSource("everyMoment")
    void shouldLoseNoKeyAndNoFigureWhenCodeThrowsDuringAnEviction(Foreign code, int moment) {
        KeyedCircuitBreaker<Object> keyed = keyed(3);
        List<Key> keys = IntStream.range(0, 3).mapToObj(Key::new).toList();
        for (int call = 0; call < 5; call++) {
            keys.forEach(key -> keyed.at(key).run(() -> {}));
        }
        assertThat(keyed.snapshot().totals().successes()).isEqualTo(15);
        Guard newcomer = keyed.at(new Key(3));
        broken = code;
        timesLeft = moment;
        Throwable thrown = catchThrowable(() -> newcomer.run(() -> {}));
        boolean threw = timesLeft < 0;
        broken = null;

        boolean keyIsUnusable = thrown != null && (code == Foreign.HASH_CODE || code == Foreign.EQUALS);
        assertThat(thrown == null || keyIsUnusable).as("%s", thrown).isTrue();
        assertConsistent(keyed, thrown == null ? 16 : 15);
        ticker.advance(Rig.WAIT);
        for (int number = 3; number < 9; number++) {
            keyed.at(new Key(number)).run(() -> {});
        }
        assertConsistent(keyed, thrown == null ? 22 : 21);
        assertThat(keyed.snapshot().keys()).isEqualTo(3);
        assertThat(keyed.snapshot(new Key(8))).as("threw: %s", threw).isPresent();
    }

    @ParameterizedTest
    @MethodSource("everyMoment")
    void shouldLoseNoKeyAndNoFigureWhenCodeThrowsDuringAMoveByHand(Foreign code, int moment) {
        KeyedCircuitBreaker<Object> keyed = keyed(2);
        keyed.at(new Key(0)).run(() -> {});
        keyed.at(new Key(1)).run(() -> {});
        broken = code;
        timesLeft = moment;
        Throwable thrown = catchThrowable(() -> keyed.forceOpen(new Key(2), "maintenance"));
        broken = null;

        assertConsistent(keyed, 2);
        if (thrown == null) {
            assertThat(keyed.snapshot(new Key(2)).orElseThrow().state()).isEqualTo(State.FORCED_OPEN);
        }
        keyed.reset(new Key(2), "over");
        keyed.at(new Key(3)).run(() -> {});
        assertConsistent(keyed, 3);
        assertThat(keyed.snapshot().evicted()).isPositive();
    }

    @Test
    void shouldCallThroughAKeyThatHasNoText() {
        KeyedCircuitBreaker<Object> keyed = keyed(2);
        Key key = new Key(0);
        broken = Foreign.TO_STRING;
        String result = keyed.at(key).call(() -> "fine");
        broken = Foreign.TO_STRING;
        timesLeft = 0;
        assertThat(keyed.at(key).name()).startsWith("keyed[").endsWith("]");
        broken = null;
        assertThat(result).isEqualTo("fine");
        assertThat(keyed.snapshot().keys()).isEqualTo(1);
    }

    private static void assertConsistent(KeyedCircuitBreaker<Object> keyed, long successes) {
        KeyedSnapshot<Object> all = keyed.snapshot();
        assertThat(all.totals().successes()).isEqualTo(successes);
        assertThat(all.totals().inFlight()).isZero();
        assertThat(all.keys()).isLessThanOrEqualTo(all.maxKeys());
        assertThat(all.byState().values().stream().mapToInt(Integer::intValue).sum())
                .isEqualTo(all.keys());
    }

    private KeyedCircuitBreaker<Object> keyed(int maxKeys) {
        CircuitBreakerConfig config = CircuitBreakerConfig.builder()
                .tripWhen(TripRule.failureCount(1))
                .window(Window.lastCalls(10)) // so that a success reads no clock
                .ticker(() -> {
                    throwIf(Foreign.TICKER);
                    return ticker.nanos();
                })
                .instantSource(() -> {
                    throwIf(Foreign.INSTANT_SOURCE);
                    return Instant.EPOCH;
                })
                .build();
        return KeyedCircuitBreaker.of("keyed", maxKeys, config);
    }
}
