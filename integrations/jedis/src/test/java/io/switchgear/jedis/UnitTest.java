// SPDX-License-Identifier: Apache-2.0
package io.switchgear.jedis;

import static io.switchgear.testkit.SwitchgearAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.AbstractTransaction;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.Response;
import redis.clients.jedis.exceptions.JedisException;

/** Pipelines, transactions and subscriptions, on a real server: each is one call. */
@Tag("C14")
class UnitTest extends RedisTest {
    @Test
    void shouldCountAPipelineOnce() {
        Response<String> answer;
        try (AbstractPipeline pipeline = client.pipelined()) {
            pipeline.set("name", "value");
            pipeline.lpush("name", "more"); // an error is an answer, too
            answer = pipeline.get("name");
            assertThat(breaker).hasInFlight(1);
        }

        assertThat(answer.get()).isEqualTo("value");
        assertThat(breaker).hasAdmitted(1 + CLIENTS_OWN).hasSuccesses(1);
    }

    @Test
    void shouldCountATransactionOnce() {
        try (AbstractTransaction transaction = client.multi()) {
            transaction.set("name", "value");
            transaction.incr("number");
            assertThat(transaction.exec()).isEqualTo(List.of("OK", 1L));
        }

        assertThat(breaker).hasAdmitted(1 + CLIENTS_OWN).hasSuccesses(1);
    }

    @Test
    void shouldFailOnceWhenItIsKilledInTheMiddle() throws Exception {
        AbstractTransaction transaction = client.multi();
        transaction.set("name", "value");
        server.kill();

        assertThatThrownBy(transaction::exec).isInstanceOf(JedisException.class);
        try {
            transaction.close();
        } catch (JedisException expected) {
            assertThat(expected).isNotNull();
        }

        assertThat(breaker).hasAdmitted(1 + CLIENTS_OWN).hasFailures(1).hasNothingInFlight();
    }

    @Test
    void shouldFailWhenThePipelineIsNotAnswered() throws Exception {
        AbstractPipeline pipeline = client.pipelined();
        pipeline.get("name");
        server.freeze();

        assertThatThrownBy(pipeline::close).isInstanceOf(JedisException.class);

        assertThat(breaker).hasAdmitted(1 + CLIENTS_OWN).hasFailures(1).hasNothingInFlight();
    }

    @Test
    void shouldFailWhenTheServerSaysInItThatItDoesNotWork() throws Exception {
        server.command("CONFIG", "SET", "maxmemory", "1");
        try (AbstractPipeline pipeline = client.pipelined()) {
            pipeline.get("name");
            pipeline.set("name", "value");
            pipeline.get("name");
        } finally {
            server.command("CONFIG", "SET", "maxmemory", "0");
        }

        assertThat(breaker).hasAdmitted(1 + CLIENTS_OWN).hasFailures(1).hasSuccesses(0);
    }

    @Test
    void shouldIgnoreAUnitThatAsksNothing() {
        client.pipelined().close();

        assertThat(breaker).hasIgnored(1 + CLIENTS_OWN);
    }

    @Test
    void shouldRejectPipelinesAndTransactionsAtTheirBeginningOnly() {
        try (AbstractPipeline begun = client.pipelined()) {
            begun.get("name");
            breaker.forceOpen("a test");
            assertThatThrownBy(client::pipelined).isInstanceOf(JedisCallNotPermittedException.class);
            assertThatThrownBy(client::multi).isInstanceOf(JedisCallNotPermittedException.class);
            begun.get("name");
        }
        assertThat(client.getPool().getNumActive()).isZero();
    }

    @Test
    void shouldCountASubscriptionByItsFirstAnswer() throws Exception {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        JedisPubSub listener = new JedisPubSub() {
            @Override
            public void onSubscribe(String channel, int channels) {
                heard.add(channel);
            }
        };
        Thread subscriber = new Thread(() -> client.subscribe(listener, "news"));
        subscriber.start();

        assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("news");
        assertThat(breaker).hasSuccesses(1).hasNothingInFlight();
        listener.unsubscribe();
        subscriber.join();
        assertThat(breaker).hasAdmitted(1 + CLIENTS_OWN).hasSuccesses(1);
    }
}
