// SPDX-License-Identifier: Apache-2.0
package io.switchgear.kafka;

import static io.switchgear.testkit.SwitchgearAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.switchgear.CircuitBreaker;
import io.switchgear.State;
import io.switchgear.recovery.Backoff;
import io.switchgear.testkit.NothingInFlight;
import io.switchgear.trip.TripRule;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A real broker that refuses records, is killed, is frozen, and comes back. */
class OutageTest {
    private static @Nullable Broker broker;

    @RegisterExtension
    final NothingInFlight nothingInFlight = new NothingInFlight();

    private final CircuitBreaker breaker = nothingInFlight.watch(CircuitBreaker.of(
            "kafka",
            config -> KafkaClassifier.configure(config)
                    .tripWhen(TripRule.failureCount(2))
                    .openFor(Backoff.fixed(Duration.ofSeconds(1)))));

    @BeforeAll
    static void start() throws Exception {
        broker = new Broker();
        try (Producer<String, String> patient =
                producer(Map.of("max.block.ms", 60_000, "delivery.timeout.ms", 60_000))) {
            patient.send(new ProducerRecord<>("orders", "first")).get();
        }
    }

    @AfterAll
    static void stop() {
        if (broker != null) {
            broker.close();
        }
    }

    private static Producer<String, String> producer(Map<String, Object> changes) {
        Map<String, Object> settings = new HashMap<>(Map.of(
                "bootstrap.servers", broker.address(),
                "max.block.ms", 1_000,
                "request.timeout.ms", 900,
                "delivery.timeout.ms", 1_000,
                "linger.ms", 0,
                "reconnect.backoff.max.ms", 100));
        settings.putAll(changes);
        return new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
    }

    /** Returns the reason why a record was not acknowledged, or {@code null}. */
    private static @Nullable Throwable send(Producer<String, String> producer, String topic, String value)
            throws InterruptedException {
        try {
            producer.send(new ProducerRecord<>(topic, value)).get();
            return null;
        } catch (ExecutionException failed) {
            return failed.getCause();
        }
    }

    private void openAndRejectAtOnce(Producer<String, String> producer) throws InterruptedException {
        for (int i = 0; i < 2; i++) {
            assertThat(send(producer, "orders", "lost"))
                    .isInstanceOf(org.apache.kafka.common.errors.TimeoutException.class);
        }
        assertThat(breaker).isOpen().hasFailures(2);
        assertThat(send(producer, "orders", "not sent"))
                .isInstanceOf(KafkaCallNotPermittedException.class)
                .hasMessageStartingWith("kafka has been OPEN for");
    }

    private void closeAgain(Producer<String, String> producer) {
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            Throwable failed = send(producer, "orders", "again");
            return failed == null && breaker.state() == State.CLOSED;
        });
    }

    @Test
    void shouldOpenWhenTheBrokerIsKilledAndCloseWhenItIsBack() throws Exception {
        try (Producer<String, String> producer = CircuitBreakerProducer.of(producer(Map.of()), breaker)) {
            assertThat(send(producer, "orders", "one")).isNull();
            broker.kill();
            try {
                openAndRejectAtOnce(producer);
            } finally {
                broker.start();
            }
            closeAgain(producer);
        }
    }

    @Test
    void shouldOpenWhenTheBrokerHangsAndCloseWhenItGoesOn() throws Exception {
        try (Producer<String, String> producer = CircuitBreakerProducer.of(producer(Map.of()), breaker)) {
            assertThat(send(producer, "orders", "one")).isNull();
            broker.freeze();
            try {
                openAndRejectAtOnce(producer);
            } finally {
                broker.thaw();
            }
            closeAgain(producer);
        }
    }

    @Test
    void shouldCountACallersOwnTimeoutAsAFailure() throws Exception {
        try (Producer<String, String> producer = CircuitBreakerProducer.of(producer(Map.of()), breaker)) {
            assertThat(send(producer, "orders", "one")).isNull();
            broker.freeze();
            try {
                producer.send(new ProducerRecord<>("orders", "slow")).get(10, TimeUnit.MILLISECONDS);
            } catch (TimeoutException expected) {
                assertThat(breaker).hasFailures(1).hasNothingInFlight();
            } finally {
                broker.thaw();
            }
            assertThat(breaker).hasFailures(1);
        }
    }

    @Test
    void shouldNotCountRefusedRecordsAgainstTheCluster() throws Exception {
        try (Producer<String, String> producer =
                CircuitBreakerProducer.of(producer(Map.of("max.request.size", 1_000)), breaker)) {
            assertThat(send(producer, "orders", "x".repeat(2_000))).isInstanceOf(RecordTooLargeException.class);
            assertThat(breaker).isClosed().hasIgnored(1);
            assertThat(send(producer, "not a topic", "one")).isInstanceOf(InvalidTopicException.class);
            assertThat(breaker).isClosed().hasSuccesses(1).hasFailures(0);
        }
    }

    @Test
    void shouldCountATransactionOnce() throws Exception {
        Map<String, Object> patient = Map.of(
                "transactional.id",
                "t",
                "max.block.ms",
                30_000,
                "delivery.timeout.ms",
                30_000,
                "request.timeout.ms",
                5_000);
        try (Producer<String, String> producer = CircuitBreakerProducer.of(producer(patient), breaker)) {
            producer.initTransactions();
            producer.beginTransaction();
            assertThat(send(producer, "orders", "one")).isNull();
            assertThat(send(producer, "orders", "two")).isNull();
            assertThat(breaker).hasInFlight(1);
            producer.commitTransaction();
            assertThat(breaker).hasAdmitted(2).hasSuccesses(2); // the other is initTransactions
        }
    }
}
