// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.switchgear.CallNotPermittedException;
import io.switchgear.CircuitBreakerConfig;
import io.switchgear.Health;
import io.switchgear.KeyedCircuitBreaker;
import io.switchgear.KeyedSnapshot;
import io.switchgear.Permit;
import io.switchgear.Registration;
import io.switchgear.RejectionReason;
import io.switchgear.State;
import io.switchgear.rig.Rig;
import io.switchgear.testkit.ManualTicker;
import io.switchgear.testkit.WayIn;
import io.switchgear.trip.TripRule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A keyed breaker gives each key a breaker of its own, in every way in, and shows them all in one view. */
@Tag("C63")
class KeyedTest {
    private final ManualTicker ticker = new ManualTicker();
    private final KeyedCircuitBreaker<String> hosts = keyed(10);

    @ParameterizedTest
    @EnumSource
    void shouldKeepTheSickKeyFromTheOthers(WayIn way) throws Exception {
        Object value = new Object();
        IOException failure = new IOException("down");
        assertThat(way.through(hosts.at("well"), () -> value)).isSameAs(value);
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> way.through(hosts.at("sick"), () -> {
                    throw failure;
                }))
                .isSameAs(failure);

        assertThatExceptionOfType(CallNotPermittedException.class)
                .isThrownBy(() -> way.through(hosts.at("sick"), () -> value))
                .satisfies(rejection -> assertThat(rejection.breakerName()).isEqualTo("hosts[sick]"));
        assertThat(way.through(hosts.at("well"), () -> value)).isSameAs(value);
        ticker.advance(Rig.WAIT);
        assertThat(way.through(hosts.at("sick"), () -> value)).isSameAs(value);

        KeyedSnapshot<String> all = hosts.snapshot();
        assertThat(all.keys()).isEqualTo(2);
        assertThat(all.byState()).containsEntry(State.CLOSED, 2).hasSize(1);
        assertThat(all.totals().admitted()).isEqualTo(4);
        assertThat(all.totals().successes()).isEqualTo(3);
        assertThat(all.totals().failures()).isEqualTo(1);
        assertThat(hosts.snapshot("sick").orElseThrow().totals().rejected().get(RejectionReason.OPEN))
                .isPositive();
        assertThat(all.overflow().totals().admitted()).isZero();
    }

    @Test
    void shouldKeep999OfAThousandKeysClosedWhenOneIsSick() {
        KeyedCircuitBreaker<Integer> shards = KeyedCircuitBreaker.of("shards", 1_000, config());
        for (int call = 0; call < 3; call++) {
            for (int key = 0; key < 1_000; key++) {
                int each = key;
                shards.at(each).tryAcquire().ifPresent(permit -> {
                    if (each == 500) {
                        permit.failure();
                    } else {
                        permit.success();
                    }
                });
            }
        }
        KeyedSnapshot<Integer> all = shards.snapshot();
        assertThat(all.byState()).containsEntry(State.CLOSED, 999).containsEntry(State.OPEN, 1);
        assertThat(all.notClosed()).containsOnlyKeys(500);
        assertThat(all.health()).isEqualTo(new Health(Health.Status.DEGRADED, "1 of 1000 keys open"));
        assertThat(all.totals().successes()).isEqualTo(2_997);
        assertThat(all.evicted()).isZero();
    }

    @Test
    void shouldShowPartialOutagesAsPartialAndWholeOnesAsWhole() {
        assertThat(hosts.snapshot().health().status()).isEqualTo(Health.Status.UP);
        hosts.at("a").acquire().failure();
        assertThat(hosts.snapshot().health().status()).isEqualTo(Health.Status.DOWN);
        hosts.at("b").acquire().success();
        assertThat(hosts.snapshot().health().status()).isEqualTo(Health.Status.DEGRADED);
        assertThat(hosts.forceOpen("b", "maintenance")).isTrue();
        assertThat(hosts.snapshot().health().status()).isEqualTo(Health.Status.DOWN);
        ticker.advance(Rig.WAIT);
        hosts.at("a").acquire().ignore();
        assertThat(hosts.snapshot().byState()).containsEntry(State.HALF_OPEN, 1);
        assertThat(hosts.snapshot().health().status()).isEqualTo(Health.Status.DEGRADED);
        hosts.reset("a", "mended");
        hosts.reset("b", "mended");
        hosts.reset("c", "never seen");
        assertThat(hosts.snapshot().health()).isEqualTo(new Health(Health.Status.UP, "0 of 2 keys open"));
    }

    @Test
    void shouldBeUpWhereAllKeysOnlyLookOn() {
        CircuitBreakerConfig lookingOn =
                config().toBuilder().startIn(State.METRICS_ONLY).build();
        KeyedCircuitBreaker<String> keyed = KeyedCircuitBreaker.of("hosts", 2, lookingOn);
        keyed.at("a").acquire().failure();
        assertThat(keyed.snapshot().byState()).containsEntry(State.METRICS_ONLY, 1);
        assertThat(keyed.snapshot().health()).isEqualTo(new Health(Health.Status.UP, "0 of 1 keys open"));
    }

    @Test
    void shouldShowAViewThatNobodyCanChange() {
        hosts.at("a").acquire().failure();
        KeyedSnapshot<String> all = hosts.snapshot();
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> all.byState().clear());
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> all.notClosed().clear());
    }

    @Test
    void shouldMakeNoBreakerByLooking() {
        assertThat(hosts.snapshot("a")).isEmpty();
        hosts.reset("a", "why not");
        assertThat(hosts.snapshot().keys()).isZero();
        hosts.at("a").acquire().success();
        assertThat(hosts.snapshot("a").orElseThrow().name()).isEqualTo("hosts[a]");
    }

    @Test
    void shouldTellListenersOfAllKeysThatAreThereAndThatComeAndOfTheOverflow() {
        KeyedCircuitBreaker<String> two = keyed(2);
        List<String> heard = new ArrayList<>();
        Permit present = two.at("a").acquire();
        Registration registration = two.onEvent(event -> heard.add(event.breaker()), Runnable::run);
        Permit coming = two.at("b").acquire();
        present.failure();
        coming.failure();
        two.at("c").acquire().failure();
        assertThat(heard).containsExactly("hosts[a]", "hosts[b]", "hosts[*]");

        registration.close();
        two.reset("a", "unheard");
        assertThat(heard).hasSize(3);
        assertThat(registration.dropped()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 1_000_001, Integer.MIN_VALUE})
    void shouldRefuseABoundThatIsNone(int maxKeys) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> keyed(maxKeys))
                .withMessageContainingAll("maxKeys", String.valueOf(maxKeys), "at least 1", "at most 1000000");
    }

    @Test
    void shouldRefuseWhatIsNeitherNameNorKey() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeyedCircuitBreaker.of(" ", 0, config()))
                .withMessageContainingAll("name(", "maxKeys(0)", "2 settings are wrong");
        assertThatNullPointerException().isThrownBy(() -> KeyedCircuitBreaker.of("hosts", 1, null));
        assertThatNullPointerException()
                .isThrownBy(() -> hosts.at(null).acquire())
                .withMessage("key");
        assertThatNullPointerException().isThrownBy(() -> hosts.onEvent(null, Runnable::run));
        assertThatNullPointerException().isThrownBy(() -> hosts.onEvent(event -> {}, null));
        hosts.at("a").acquire().success();
        assertThatIllegalArgumentException().isThrownBy(() -> hosts.forceOpen("a", " "));
        assertThatIllegalArgumentException().isThrownBy(() -> hosts.reset("a", null));
    }

    @Test
    void shouldKeepAKeysTextOnOneShortLine() {
        assertThat(nameFor("a\nb\u202E")).isEqualTo("hosts[a b]");
        assertThat(nameFor("x".repeat(5_000_000)))
                .startsWith("hosts[xxx")
                .endsWith("x…]")
                .hasSizeLessThan(110);
    }

    @Test
    void shouldBearAKeyWithoutAText() {
        Object silent = new Object() {
            @Override
            public String toString() {
                throw new IllegalStateException("closed");
            }
        };
        assertThat(nameFor(silent)).startsWith("hosts[" + KeyedTest.class.getName() + "$1@");
    }

    private static String nameFor(Object key) {
        KeyedCircuitBreaker<Object> any = KeyedCircuitBreaker.of(
                "hosts", 10, CircuitBreakerConfig.builder().build());
        any.at(key).acquire().success();
        return any.snapshot(key).orElseThrow().name();
    }

    private KeyedCircuitBreaker<String> keyed(int maxKeys) {
        return KeyedCircuitBreaker.of("hosts", maxKeys, config());
    }

    private CircuitBreakerConfig config() {
        return new Rig(config -> config.ticker(ticker).tripWhen(TripRule.failureCount(1))).breaker.config();
    }
}
