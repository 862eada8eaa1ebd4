// SPDX-License-Identifier: Apache-2.0
package io.switchgear.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerConfig;
import io.switchgear.KeyedCircuitBreaker;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** The README's snippets. */
class ReadmeTest {
    private final Producer<String, String> kafkaProducer =
            new MockProducer<>(true, null, new StringSerializer(), new StringSerializer());

    @Test
    void shouldGuardAProducer() throws Exception {
        // region producer
        CircuitBreaker cluster = CircuitBreaker.of("kafka", KafkaClassifier::configure);
        Producer<String, String> producer = CircuitBreakerProducer.of(kafkaProducer, cluster);
        // endregion
        producer.send(new ProducerRecord<>("orders", "one")).get();
        assertThat(cluster.snapshot().totals().successes()).isEqualTo(1);
    }

    @Test
    void shouldGuardEachTopic() throws Exception {
        // region topics
        CircuitBreakerConfig config =
                KafkaClassifier.configure(CircuitBreakerConfig.builder()).build();
        KeyedCircuitBreaker<String> topics = KeyedCircuitBreaker.of("topics", 100, config);
        Producer<String, String> producer = CircuitBreakerProducer.of(kafkaProducer, topics);
        // endregion
        producer.send(new ProducerRecord<>("orders", "one")).get();
        assertThat(topics.snapshot("orders")).isPresent();
    }
}
