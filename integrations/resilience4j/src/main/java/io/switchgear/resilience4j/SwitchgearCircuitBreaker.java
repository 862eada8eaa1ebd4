// SPDX-License-Identifier: Apache-2.0
package io.switchgear.resilience4j;

import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.event.CircuitBreakerOnCallNotPermittedEvent;
import io.github.resilience4j.circuitbreaker.internal.SchedulerFactory;
import io.switchgear.Permit;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Resilience4j's circuit breaker on Switchgear's engine. It reads Resilience4j's configuration, publishes its events, throws
 * its exceptions and shows its figures; a result counts in the phase that let its call in, and a probe that does not come
 * back has failed after a time. Thread-safe.
 *
 * @since 0.1
 */
public final class SwitchgearCircuitBreaker extends Decorators {
    private final Moves moves;
    private final Map<String, String> tags;
    private final Outcomes outcomes;
    /** The permits of calls whose ends come by the methods of the interface. */
    final PermitBook book = new PermitBook();

    SwitchgearCircuitBreaker(
            String name, CircuitBreakerConfig config, Map<String, String> tags, SchedulerFactory timers) {
        this.moves = new Moves(name, Objects.requireNonNull(config, "Config must not be null"), timers);
        this.tags = Objects.requireNonNull(tags, "Tags must not be null");
        this.outcomes = new Outcomes(moves);
    }

    /**
     * Creates a breaker.
     *
     * @param name the name, not blank, at most 200 characters in one line
     * @param config Resilience4j's configuration
     * @return a new breaker in the configuration's initial state
     * @throws IllegalArgumentException if the engine cannot take a setting: it takes windows of up to 1,000,000 calls, up to
     *     1,000 permitted calls in half-open state, and durations of up to 36,500 days
     */
    public static SwitchgearCircuitBreaker of(String name, CircuitBreakerConfig config) {
        return of(name, config, Map.of());
    }

    /**
     * Creates a breaker with tags, as {@link #of(String, CircuitBreakerConfig)} does.
     *
     * @param name the name, not blank, at most 200 characters in one line
     * @param config Resilience4j's configuration
     * @param tags the tags of its meters
     * @return a new breaker in the configuration's initial state
     */
    public static SwitchgearCircuitBreaker of(String name, CircuitBreakerConfig config, Map<String, String> tags) {
        return new SwitchgearCircuitBreaker(name, config, tags, SchedulerFactory.getInstance());
    }

    /**
     * The breaker behind this one: for its explanations, snapshots and listeners. Its configuration is changed by
     * {@link #reconfigure} only.
     *
     * @return the engine, always the same
     */
    public io.switchgear.CircuitBreaker engine() {
        return moves.engine;
    }

    /**
     * Replaces the configuration while the breaker runs. The state, the current wait and the probes are kept; the window is
     * emptied only if its type or size changes.
     *
     * @param config Resilience4j's configuration; its clock and its initial state are ignored
     * @throws IllegalArgumentException if the engine cannot take a setting; then nothing has changed
     */
    public void reconfigure(CircuitBreakerConfig config) {
        moves.reconfigure(config);
    }

    /** Checks a configuration for this breaker without using it. */
    void check(CircuitBreakerConfig config) {
        moves.settings(config, State.CLOSED);
    }

    @Override
    @Nullable
    Permit admit() {
        Permit permit = moves.engine.tryAcquire().orElse(null);
        if (permit == null) {
            moves.metrics.rejected();
            moves.publisher.publish(() -> new CircuitBreakerOnCallNotPermittedEvent(getName()));
        } else {
            moves.admitted();
        }
        return permit;
    }

    @Override
    long now() {
        return getTimestampUnit().toNanos(timestamp());
    }

    private long timestamp() {
        CircuitBreakerConfig config = moves.config();
        return config.getCurrentTimestampFunction().apply(config.getClock());
    }

    @Override
    void ended(@Nullable Permit permit, long nanos, @Nullable Object result, @Nullable Throwable thrown) {
        outcomes.ended(permit, nanos, result, thrown);
    }

    @Override
    public boolean tryAcquirePermission() {
        Permit permit = admit();
        if (permit != null) {
            book.add(permit);
        }
        return permit != null;
    }

    @Override
    public void acquirePermission() {
        book.add(admitOrThrow());
    }

    @Override
    public void releasePermission() {
        Permit permit = book.take();
        if (permit != null) {
            permit.ignore();
        }
    }

    @Override
    public void onSuccess(long duration, TimeUnit durationUnit) {
        ended(permitOf(duration, durationUnit), durationUnit.toNanos(duration), null, null);
    }

    @Override
    public void onResult(long duration, TimeUnit durationUnit, @Nullable Object result) {
        ended(permitOf(duration, durationUnit), durationUnit.toNanos(duration), result, null);
    }

    @Override
    public void onError(long duration, TimeUnit durationUnit, Throwable throwable) {
        ended(permitOf(duration, durationUnit), durationUnit.toNanos(duration), null, throwable);
    }

    /** The permit of a call that has ended; without permission, a new permit where calls are counted. */
    private @Nullable Permit permitOf(long duration, TimeUnit unit) {
        Permit permit = book.take(getTimestampUnit().convert(duration, unit));
        return permit == null && moves.countsCalls() ? moves.engine.tryAcquire().orElse(null) : permit;
    }

    @Override
    public void reset() {
        moves.reset();
    }

    @Override
    public void transitionToClosedState() {
        moves.toClosed();
    }

    @Override
    public void transitionToOpenState() {
        moves.toOpen();
    }

    @Override
    public void transitionToOpenStateFor(Duration waitDuration) {
        moves.toOpenFor(waitDuration);
    }

    @Override
    public void transitionToOpenStateUntil(Instant waitUntil) {
        moves.toOpenFor(moves.waitUntil(waitUntil));
    }

    @Override
    public void transitionToHalfOpenState() {
        moves.toHalfOpen();
    }

    @Override
    public void transitionToDisabledState() {
        moves.toDisabled();
    }

    @Override
    public void transitionToMetricsOnlyState() {
        moves.toMetricsOnly();
    }

    @Override
    public void transitionToForcedOpenState() {
        moves.toForcedOpen();
    }

    @Override
    public String getName() {
        return moves.engine.name();
    }

    @Override
    public State getState() {
        return moves.state();
    }

    @Override
    public CircuitBreakerConfig getCircuitBreakerConfig() {
        return moves.config();
    }

    @Override
    public Metrics getMetrics() {
        return moves.metrics;
    }

    @Override
    public Map<String, String> getTags() {
        return tags;
    }

    @Override
    public EventPublisher getEventPublisher() {
        return moves.publisher;
    }

    @Override
    public long getCurrentTimestamp() {
        long timestamp = timestamp();
        book.read(timestamp);
        return timestamp;
    }

    @Override
    public TimeUnit getTimestampUnit() {
        return moves.config().getTimestampUnit();
    }

    @Override
    public String toString() {
        return "CircuitBreaker '" + getName() + "'";
    }
}
