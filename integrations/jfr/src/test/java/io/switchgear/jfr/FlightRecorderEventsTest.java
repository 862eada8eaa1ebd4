// SPDX-License-Identifier: Apache-2.0
package io.switchgear.jfr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.switchgear.CallNotPermittedException;
import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerConfig;
import io.switchgear.CircuitBreakerRegistry;
import io.switchgear.KeyedCircuitBreaker;
import io.switchgear.Registration;
import io.switchgear.trip.TripRule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events that a real recording has, read back from its file. */
class FlightRecorderEventsTest {
    private static final String CHANGE = "io.switchgear.StateChange";
    private static final String RECONFIGURATION = "io.switchgear.Reconfiguration";
    private static final String REJECTION = "io.switchgear.Rejection";
    private static final String STATE = "io.switchgear.BreakerState";

    private final CircuitBreakerRegistry registry = CircuitBreakerRegistry.of(CircuitBreakerConfig.builder()
            .tripWhen(TripRule.consecutiveFailures(2))
            .build());

    private final Recording recording = new Recording();

    @TempDir
    Path folder;

    FlightRecorderEventsTest() {
        List.of(CHANGE, RECONFIGURATION, REJECTION).forEach(recording::enable);
        recording.enable(STATE).with("period", "endChunk");
        recording.start();
    }

    @AfterEach
    void close() {
        recording.close();
    }

    @Test
    void shouldRecordAChangeOfStateWithItsReason() throws Exception {
        try (Registration recorded = FlightRecorderEvents.record(registry)) {
            open(registry.get("payments"));
            assertThat(recorded.dropped()).isZero();
        }

        RecordedEvent change = events(CHANGE).get(0);

        assertThat(change.getString("breaker")).isEqualTo("payments");
        assertThat(change.getString("from")).isEqualTo("CLOSED");
        assertThat(change.getString("to")).isEqualTo("OPEN");
        assertThat(change.getString("kind")).isEqualTo("RULE");
        assertThat(change.getString("reason")).contains("2 failures in a row");
        assertThat(change.getDuration("openFor")).isPositive();
        assertThat(change.getLong("sequence")).isEqualTo(1);
        assertThat(change.getStackTrace()).isNull();
    }

    @Test
    void shouldRecordTheKeysOfAKeyedBreaker() throws Exception {
        KeyedCircuitBreaker<String> shops = registry.keyed("shops", 10);
        try (Registration recorded = FlightRecorderEvents.record(registry)) {
            shops.forceOpen("north", "stocktaking");
            assertThat(recorded.dropped()).isZero();
        }

        assertThat(events(CHANGE))
                .extracting(
                        each -> each.getString("breaker"),
                        each -> each.getString("to"),
                        each -> each.getLong("openFor"))
                .containsExactly(tuple("shops[north]", "FORCED_OPEN", 0L));
    }

    @Test
    void shouldRecordASettingThatChanges() throws Exception {
        CircuitBreaker payments = registry.get("payments");
        try (Registration recorded = FlightRecorderEvents.record(registry)) {
            payments.reconfigure(payments.config().toBuilder()
                    .tripWhen(TripRule.failureRate(0.25))
                    .build());
            assertThat(recorded.dropped()).isZero();
        }

        RecordedEvent change = events(RECONFIGURATION).get(0);

        assertThat(change.getString("breaker")).isEqualTo("payments");
        assertThat(change.getString("before")).contains("consecutive-failures");
        assertThat(change.getString("after")).contains("failure-rate");
    }

    @Test
    void shouldRecordStatesFromTimeToTime() throws Exception {
        registry.get("calm");
        open(registry.get("payments"));
        reject(registry.get("payments"));
        KeyedCircuitBreaker<String> shops = registry.keyed("shops", 10);
        shops.at("south").run(() -> {});
        shops.forceOpen("north", "stocktaking");
        try (Registration recorded = FlightRecorderEvents.record(registry)) {
            recording.stop(); // ends the chunk

            assertThat(recorded.dropped()).isZero();
        }

        assertThat(events(STATE))
                .extracting(
                        each -> each.getString("breaker"),
                        each -> each.getString("state"),
                        each -> each.getLong("rejected"))
                .contains(
                        tuple("calm", "CLOSED", 0L),
                        tuple("payments", "OPEN", 1L),
                        tuple("shops[north]", "FORCED_OPEN", 0L))
                .doesNotContain(tuple("shops[south]", "CLOSED", 0L));
    }

    @Test
    void shouldRecordRejectionsWhenAsked() throws Exception {
        CircuitBreaker before = registry.get("before");
        before.forceOpen("a test");
        try (Registration rejections = FlightRecorderEvents.recordRejections(registry)) {
            reject(before);
            CircuitBreaker later = registry.get("later");
            later.forceOpen("a test");
            reject(later);
            registry.remove("later");
            reject(later);
            assertThat(rejections.dropped()).isZero();
        }
        reject(before);

        assertThat(events(REJECTION))
                .extracting(each -> each.getString("breaker"), each -> each.getString("reason"))
                .containsExactly(tuple("before", "FORCED_OPEN"), tuple("later", "FORCED_OPEN"));
    }

    @Test
    void shouldRecordNothingOnceClosed() throws Exception {
        FlightRecorderEvents.record(registry).close();
        Registration rejections = FlightRecorderEvents.recordRejections(registry);
        rejections.close();
        rejections.close();

        CircuitBreaker payments = registry.get("payments");
        open(payments);
        reject(payments);
        recording.stop();

        assertThat(events(CHANGE)).isEmpty();
        assertThat(events(STATE)).isEmpty();
        assertThat(events(REJECTION)).isEmpty();
    }

    private static void open(CircuitBreaker breaker) {
        breaker.recordFailure(new IOException("connection reset"));
        breaker.recordFailure(new IOException("connection reset"));
    }

    private static void reject(CircuitBreaker breaker) {
        try {
            breaker.run(() -> {});
        } catch (CallNotPermittedException expected) {
            return;
        }
        throw new AssertionError("the call was not rejected");
    }

    private List<RecordedEvent> events(String type) throws IOException {
        Path file = folder.resolve("recording.jfr");
        recording.dump(file);
        return RecordingFile.readAllEvents(file).stream()
                .filter(each -> each.getEventType().getName().equals(type))
                .toList();
    }
}
