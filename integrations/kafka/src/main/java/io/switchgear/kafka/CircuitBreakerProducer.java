// SPDX-License-Identifier: Apache-2.0
package io.switchgear.kafka;

import io.switchgear.CallNotPermittedException;
import io.switchgear.CircuitBreaker;
import io.switchgear.Guard;
import io.switchgear.KeyedCircuitBreaker;
import io.switchgear.Permit;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka producer that fails fast while its cluster is down, instead of blocking each {@code send} for up to {@code
 * max.block.ms} (60 s by default):
 *
 * <pre>{@code
 * Producer<String, String> producer = CircuitBreakerProducer.of(kafkaProducer, breaker);
 * }</pre>
 *
 * <p>A record is one call, from {@code send} to its acknowledgement, with the client's retries inside. A rejected record
 * ends as the client's own API errors do: the callback gets a {@link KafkaCallNotPermittedException}, the returned future
 * fails with it, and {@code send} does not throw. A caller whose {@code get(timeout)} runs out has met a failure; a
 * waiting caller who is interrupted gives the call up. {@code partitionsFor} and {@code initTransactions} are calls too;
 * their rejection is thrown.
 *
 * <p>A transaction is one call, from {@code beginTransaction}, which throws the rejection, to its commit or abort. No step
 * in between is rejected: a transaction that lacks a record could otherwise be committed. An abort counts as the failure
 * before it, and is ignored if there was none.
 *
 * <p>{@code flush}, {@code metrics} and the closing methods are passed on. Thread-safe if the producer is.
 *
 * @param <K> type of the records' keys
 * @param <V> type of the records' values
 * @since 0.1
 */
public final class CircuitBreakerProducer<K, V> implements Producer<K, V> {
    private final Producer<K, V> producer;
    private final Function<String, Guard> guards;
    /** The guard of work that belongs to no topic; {@code null} if each topic has a breaker of its own. */
    private final @Nullable Guard whole;
    /** Transactions of one producer follow each other. */
    private volatile @Nullable GuardedTransaction transaction;

    private CircuitBreakerProducer(Producer<K, V> producer, Function<String, Guard> guards, @Nullable Guard whole) {
        this.producer = Objects.requireNonNull(producer, "producer");
        this.guards = guards;
        this.whole = whole;
    }

    /**
     * Guards a producer with one breaker: that of its cluster.
     *
     * @param producer the producer; closed by closing the returned one
     * @param breaker the breaker, configured with {@link KafkaClassifier}
     * @param <K> type of the records' keys
     * @param <V> type of the records' values
     * @return a producer
     * @throws IllegalArgumentException if the breaker has core's default classifier
     */
    public static <K, V> CircuitBreakerProducer<K, V> of(Producer<K, V> producer, CircuitBreaker breaker) {
        KafkaClassifier.check(breaker.name(), breaker.config());
        return new CircuitBreakerProducer<>(producer, topic -> breaker, breaker);
    }

    /**
     * Guards each topic of a producer without transactions with a breaker of its own. {@code initTransactions} and {@code
     * beginTransaction} throw an {@link IllegalStateException}, because a transaction may span topics.
     *
     * @param producer the producer; closed by closing the returned one
     * @param topics the breakers by topic, configured with {@link KafkaClassifier}
     * @param <K> type of the records' keys
     * @param <V> type of the records' values
     * @return a producer
     * @throws IllegalArgumentException if the breakers have core's default classifier
     */
    public static <K, V> CircuitBreakerProducer<K, V> of(Producer<K, V> producer, KeyedCircuitBreaker<String> topics) {
        KafkaClassifier.check(topics.name(), topics.config());
        return new CircuitBreakerProducer<>(producer, topics::at, null);
    }

    @Override
    public Future<RecordMetadata> send(ProducerRecord<K, V> record) {
        return send(record, null);
    }

    @Override
    public Future<RecordMetadata> send(ProducerRecord<K, V> record, @Nullable Callback callback) {
        GuardedTransaction current = transaction;
        if (current != null) {
            return current.step(() -> producer.send(record, current.noting(callback)));
        }
        Permit permit;
        try {
            permit = guards.apply(record.topic()).acquire();
        } catch (CallNotPermittedException rejection) {
            return reject(record, callback, new KafkaCallNotPermittedException(rejection));
        }
        try {
            return new GuardedSend(permit, producer.send(record, GuardedSend.settling(permit, callback)));
        } catch (Throwable thrown) {
            permit.threw(thrown);
            throw thrown;
        }
    }

    private static Future<RecordMetadata> reject(
            ProducerRecord<?, ?> record, @Nullable Callback callback, KafkaCallNotPermittedException rejection) {
        if (callback != null) {
            int partition = record.partition() == null ? RecordMetadata.UNKNOWN_PARTITION : record.partition();
            TopicPartition nowhere = new TopicPartition(record.topic(), partition);
            callback.onCompletion(new RecordMetadata(nowhere, -1, -1, -1, -1, -1), rejection);
        }
        return CompletableFuture.failedFuture(rejection);
    }

    @Override
    public List<PartitionInfo> partitionsFor(String topic) {
        try {
            return guards.apply(topic).call(() -> producer.partitionsFor(topic));
        } catch (CallNotPermittedException rejection) {
            throw new KafkaCallNotPermittedException(rejection);
        }
    }

    @Override
    public void initTransactions() {
        try {
            whole().run(producer::initTransactions);
        } catch (CallNotPermittedException rejection) {
            throw new KafkaCallNotPermittedException(rejection);
        }
    }

    @Override
    public void beginTransaction() {
        Permit permit;
        try {
            permit = whole().acquire();
        } catch (CallNotPermittedException rejection) {
            throw new KafkaCallNotPermittedException(rejection);
        }
        try {
            producer.beginTransaction();
        } catch (Throwable thrown) {
            permit.ignore(); // the client has changed only its own state
            throw thrown;
        }
        transaction = new GuardedTransaction(permit);
    }

    private Guard whole() {
        if (whole == null) {
            throw new IllegalStateException("a transaction may span topics, and each topic has a breaker of its own;"
                    + " guard this producer with one breaker: CircuitBreakerProducer.of(producer, breaker)");
        }
        return whole;
    }

    @Override
    public void sendOffsetsToTransaction(
            Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata groupMetadata) {
        GuardedTransaction current = transaction;
        if (current == null) {
            producer.sendOffsetsToTransaction(offsets, groupMetadata);
        } else {
            current.<@Nullable Void>step(() -> {
                producer.sendOffsetsToTransaction(offsets, groupMetadata);
                return null;
            });
        }
    }

    @Override
    public void commitTransaction() {
        GuardedTransaction current = transaction;
        if (current == null) {
            producer.commitTransaction();
        } else {
            current.commit(producer::commitTransaction);
            transaction = null;
        }
    }

    @Override
    public void abortTransaction() {
        GuardedTransaction current = transaction;
        if (current == null) {
            producer.abortTransaction();
        } else {
            current.abort(producer::abortTransaction);
            transaction = null;
        }
    }

    @Override
    public void flush() {
        producer.flush();
    }

    @Override
    public Map<MetricName, ? extends Metric> metrics() {
        return producer.metrics();
    }

    @Override
    public void registerMetricForSubscription(KafkaMetric metric) {
        producer.registerMetricForSubscription(metric);
    }

    @Override
    public void unregisterMetricFromSubscription(KafkaMetric metric) {
        producer.unregisterMetricFromSubscription(metric);
    }

    @Override
    public Uuid clientInstanceId(Duration timeout) {
        return producer.clientInstanceId(timeout);
    }

    @Override
    public void close() {
        close(producer::close);
    }

    @Override
    public void close(Duration timeout) {
        close(() -> producer.close(timeout));
    }

    private void close(Runnable close) {
        try {
            close.run();
        } finally {
            GuardedTransaction current = transaction;
            if (current != null) {
                current.giveUp();
            }
        }
    }
}
