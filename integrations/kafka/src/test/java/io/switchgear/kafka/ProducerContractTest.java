// SPDX-License-Identifier: Apache-2.0
package io.switchgear.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CallNotPermittedException;
import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerConfigBuilder;
import io.switchgear.testkit.Guarded;
import io.switchgear.testkit.IntegrationContract;
import io.switchgear.testkit.ScriptedOperation;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.NetworkException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringSerializer;

/** The contract, for records whose senders wait for the acknowledgement. */
class ProducerContractTest extends IntegrationContract {
    @Override
    protected Guarded guard(CircuitBreaker breaker, ScriptedOperation<Object> behind) {
        Producer<String, String> producer = CircuitBreakerProducer.of(new Scripted(behind), breaker);
        return Guarded.blocking(() -> {
            try {
                return producer.send(new ProducerRecord<>("orders", "one")).get();
            } catch (ExecutionException failed) {
                if (failed.getCause() instanceof Error error) {
                    throw error;
                }
                throw (Exception) failed.getCause();
            }
        });
    }

    @Override
    protected CircuitBreakerConfigBuilder configure(CircuitBreakerConfigBuilder config) {
        return KafkaClassifier.configure(config);
    }

    @Override
    protected Object good() {
        return new RecordMetadata(new TopicPartition("orders", 0), 1, 0, 0, 0, 0);
    }

    @Override
    protected List<Throwable> failures() {
        return List.of(
                new TimeoutException("broken"),
                new DisconnectException("broken"),
                new NetworkException("broken"),
                new NotEnoughReplicasException("broken"));
    }

    @Override
    protected List<Throwable> ignored() {
        return List.of(new SerializationException("not a string"));
    }

    @Override
    protected void checkRejection(Throwable got) {
        assertThat(got)
                .isInstanceOf(KafkaCallNotPermittedException.class)
                .hasCauseInstanceOf(CallNotPermittedException.class)
                .hasMessageContaining("guarding has been ");
    }

    /** A producer whose records end as the operation does. */
    private static final class Scripted extends MockProducer<String, String> {
        private final ScriptedOperation<Object> behind;

        Scripted(ScriptedOperation<Object> behind) {
            super(true, null, new StringSerializer(), new StringSerializer());
            this.behind = behind;
        }

        @Override
        public Future<RecordMetadata> send(ProducerRecord<String, String> record, Callback callback) {
            CompletableFuture<RecordMetadata> sent = new CompletableFuture<>();
            AtomicReference<Error> broken = new AtomicReference<>();
            var unused = behind.start().whenComplete((result, thrown) -> {
                if (thrown == null) {
                    callback.onCompletion((RecordMetadata) result, null);
                    sent.complete((RecordMetadata) result);
                } else if (thrown instanceof Exception failure) {
                    callback.onCompletion(null, failure);
                    sent.completeExceptionally(failure);
                } else {
                    broken.set((Error) thrown);
                }
            });
            if (broken.get() != null) {
                throw broken.get();
            }
            return sent;
        }
    }
}
