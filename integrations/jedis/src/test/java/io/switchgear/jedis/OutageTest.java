// SPDX-License-Identifier: Apache-2.0
package io.switchgear.jedis;

import static io.switchgear.testkit.SwitchgearAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.switchgear.CallNotPermittedException;
import io.switchgear.CircuitBreaker;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.AbstractTransaction;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/** Single commands, on a real server that is killed, frozen, busy, full and loading. */
class OutageTest extends RedisTest {
    @Test
    void shouldOpenWhenItIsKilledAndCloseWhenItIsBack() throws Exception {
        client.set("name", "value");
        server.kill();
        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(() -> client.get("name")).isInstanceOf(JedisException.class);
        }
        assertThat(breaker).isOpen();
        assertThatThrownBy(() -> client.get("name"))
                .isInstanceOf(JedisCallNotPermittedException.class)
                .hasMessageStartingWith("redis has been OPEN for")
                .hasCauseInstanceOf(CallNotPermittedException.class);

        server.startAgain();
        ticker.advance(LONGEST_WAIT);
        for (int i = 0; i < 5; i++) {
            assertThat(client.get("name")).isNull();
        }
        assertThat(breaker).isClosed();
    }

    @Test
    void shouldFailByTheTimeoutOfItsSocketWhenItIsFrozen() throws Exception {
        client.set("name", "value");
        server.freeze();

        assertThatThrownBy(() -> client.get("name")).isInstanceOf(JedisConnectionException.class);

        assertThat(breaker).hasSuccesses(1).hasFailures(1);
    }

    @Test
    void shouldTakeAnErrorOfTheCommandForAnAnswer() {
        client.set("name", "value");

        assertThatThrownBy(() -> client.lpush("name", "more")).hasMessageStartingWith("WRONGTYPE");

        assertThat(breaker).hasSuccesses(2).hasFailures(0);
    }

    @Test
    void shouldFailWhenItHasNoMemoryLeft() throws Exception {
        server.command("CONFIG", "SET", "maxmemory", "1");
        try {
            assertThatThrownBy(() -> client.set("name", "value"))
                    .isInstanceOf(JedisDataException.class)
                    .hasMessageStartingWith("OOM");
        } finally {
            server.command("CONFIG", "SET", "maxmemory", "0");
        }

        assertThat(breaker).hasFailures(1);
    }

    @Test
    void shouldFailWhileItIsLoading() throws Exception {
        server.command("DEBUG", "POPULATE", "3000", "key", "20000");
        server.command("CONFIG", "SET", "rdbcompression", "no");
        server.command("CONFIG", "SET", "dbfilename", "much.rdb");
        server.command("SAVE");
        server.kill();
        server.startAgain("--dbfilename", "much.rdb", "--key-load-delay", "300");
        try {
            await().untilAsserted(() -> assertThatThrownBy(() -> client.get("name"))
                    .isInstanceOf(JedisException.class)
                    .hasMessageContaining("LOADING"));
        } finally {
            server.kill();
            server.startAgain();
        }

        assertThat(breaker).hasSuccesses(0);
        assertThat(breaker.snapshot().totals().failures()).isPositive();
    }

    @Test
    void shouldIgnoreThatThePoolIsExhausted() {
        try (AbstractTransaction one = client.transaction(false);
                AbstractTransaction other = client.transaction(false)) {
            assertThat(one).isNotSameAs(other);
            assertThatThrownBy(() -> client.get("name"))
                    .isInstanceOf(JedisException.class)
                    .isNotInstanceOf(JedisCallNotPermittedException.class);
            assertThatThrownBy(client::pipelined).isInstanceOf(JedisException.class);
        }

        assertThat(breaker).hasIgnored(4 + CLIENTS_OWN).hasFailures(0);
    }

    @Test
    void shouldLeaveNothingInFlightAfterManyRefusals() throws Exception {
        server.kill();
        JedisException last = null;
        for (int i = 0; i < 100_000; i++) {
            try {
                client.get("name");
                throw new AssertionError("a killed server has answered");
            } catch (JedisException expected) {
                last = expected;
            }
        }

        assertThat(last).isInstanceOf(JedisCallNotPermittedException.class);
        assertThat(breaker).isOpen().hasNothingInFlight();
        assertThat(client.getPool().getNumActive()).isZero();
    }

    @Test
    void shouldRefuseABreakerThatWouldCountEveryErrorAsAFailure() {
        assertThatThrownBy(() -> CircuitBreakerCommandExecutor.of(null, CircuitBreaker.of("redis")))
                .isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> JedisClassifier.check(CircuitBreaker.of("redis")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("JedisClassifier.configure(...)");
    }
}
