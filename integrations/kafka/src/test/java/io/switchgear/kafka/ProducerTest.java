// SPDX-License-Identifier: Apache-2.0
package io.switchgear.kafka;

import static io.switchgear.testkit.SwitchgearAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerConfig;
import io.switchgear.KeyedCircuitBreaker;
import io.switchgear.testkit.NothingInFlight;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Rejections, transactions and many records, with the client's own mock. */
class ProducerTest {
    private static final ProducerRecord<String, String> ONE = new ProducerRecord<>("orders", "one");

    @RegisterExtension
    final NothingInFlight nothingInFlight = new NothingInFlight();

    private final CircuitBreaker breaker =
            nothingInFlight.watch(CircuitBreaker.of("kafka", KafkaClassifier::configure));
    private final MockProducer<String, String> mock =
            new MockProducer<>(false, null, new StringSerializer(), new StringSerializer());
    private final Producer<String, String> producer = CircuitBreakerProducer.of(mock, breaker);

    @Test
    void shouldDeliverARejectionByCallbackAndFuture() {
        breaker.forceOpen("a test");
        List<Exception> seen = new ArrayList<>();
        Future<RecordMetadata> sent = producer.send(ONE, (metadata, failure) -> {
            assertThat(metadata.topic()).isEqualTo("orders");
            assertThat(metadata.hasOffset()).isFalse();
            seen.add(failure);
        });
        assertThat(seen).singleElement().isInstanceOf(KafkaCallNotPermittedException.class);
        assertThatThrownBy(sent::get).hasCause(seen.get(0));
        assertThat(mock.history()).isEmpty();
        assertThatThrownBy(() -> producer.partitionsFor("orders")).isInstanceOf(KafkaCallNotPermittedException.class);
    }

    @Test
    void shouldLeaveNothingInFlightAfterManyRecords() {
        for (int i = 0; i < 100_000; i++) {
            producer.send(ONE);
            if (i % 3 == 2) { // too few to trip
                mock.errorNext(new TimeoutException("late"));
            } else {
                mock.completeNext();
            }
            if (i % 1_000 == 0) {
                mock.clear();
            }
        }
        assertThat(breaker).hasAdmitted(100_000).hasFailures(33_333).hasNothingInFlight();
    }

    @Test
    void shouldNotRejectWithinATransactionButAtItsBeginning() {
        producer.initTransactions();
        producer.beginTransaction();
        breaker.forceOpen("a test");
        producer.send(ONE);
        mock.completeNext();
        producer.commitTransaction();
        assertThat(mock.history()).hasSize(1);
        assertThatThrownBy(producer::beginTransaction).isInstanceOf(KafkaCallNotPermittedException.class);
        assertThat(mock.transactionInFlight()).isFalse();
    }

    @Test
    void shouldCountAnAbortAsTheFailureBeforeIt() {
        producer.initTransactions();
        producer.beginTransaction();
        producer.abortTransaction();
        assertThat(breaker).hasIgnored(1).hasFailures(0);

        producer.beginTransaction();
        producer.send(ONE);
        mock.errorNext(new NotEnoughReplicasException("one of two"));
        producer.abortTransaction();
        assertThat(breaker).hasIgnored(1).hasFailures(1);
    }

    @Test
    void shouldCountACommitThatFailsOnceHoweverOftenItIsRepeated() {
        producer.initTransactions();
        producer.beginTransaction();
        mock.commitTransactionException = new KafkaException("error state", new TimeoutException("late"));
        assertThatThrownBy(producer::commitTransaction).isInstanceOf(KafkaException.class);
        assertThatThrownBy(producer::commitTransaction).isInstanceOf(KafkaException.class);
        producer.close();
        assertThat(breaker).hasAdmitted(2).hasFailures(1).hasNothingInFlight();
    }

    @Test
    void shouldGiveATransactionUpThatIsOpenWhenTheProducerIsClosed() {
        producer.initTransactions();
        producer.beginTransaction();
        producer.close();
        assertThat(breaker).hasIgnored(1).hasNothingInFlight();
    }

    @Test
    void shouldRefuseTransactionsOverBreakersOfTopicsAndBreakersWithoutAClassifier() {
        KeyedCircuitBreaker<String> topics = KeyedCircuitBreaker.of(
                "topics",
                10,
                KafkaClassifier.configure(CircuitBreakerConfig.builder()).build());
        Producer<String, String> byTopic = CircuitBreakerProducer.of(mock, topics);
        assertThatThrownBy(byTopic::initTransactions)
                .hasMessageContaining("CircuitBreakerProducer.of(producer, breaker)");
        assertThatThrownBy(() -> CircuitBreakerProducer.of(mock, CircuitBreaker.of("plain")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("KafkaClassifier.configure");
    }
}
