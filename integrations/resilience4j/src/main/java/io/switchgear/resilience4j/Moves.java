// SPDX-License-Identifier: Apache-2.0
package io.switchgear.resilience4j;

import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.StateTransition;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.event.CircuitBreakerOnResetEvent;
import io.github.resilience4j.circuitbreaker.event.CircuitBreakerOnStateTransitionEvent;
import io.github.resilience4j.circuitbreaker.internal.SchedulerFactory;
import io.switchgear.CircuitBreaker;
import io.switchgear.StateChange;
import io.switchgear.StateChange.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The state of a breaker as Resilience4j shows it, and its moves: those by hand, one at a time; those of the engine; and the
 * one that ends a half-open phase that lasts too long. Thread-safe.
 */
final class Moves {
    /** An opening by hand without any wait is Resilience4j's HALF_OPEN: the next call is a probe. */
    private static final Duration NEXT_INSTANT = Duration.ofNanos(1);

    private static final String BY = "by Resilience4j's API";

    final CircuitBreaker engine;
    final Publisher publisher;
    final MetricsView metrics = new MetricsView(this);
    private final String name;
    private final RateEvents rates;
    private final SchedulerFactory timers;
    private final ReentrantLock lock = new ReentrantLock();
    private final StayLimit stay;

    private volatile CircuitBreakerConfig config;
    /** The state that was published last. */
    private volatile State shown;
    /** Whether the breaker is half-open by hand and no call has come yet: the engine is then open without a wait. */
    private volatile boolean isPending;
    /** The openings in a row; means nothing where {@link #isFresh}. */
    private volatile int openings;

    Moves(String name, CircuitBreakerConfig config, SchedulerFactory timers) {
        this.name = name;
        this.config = config;
        this.timers = timers;
        this.stay = new StayLimit(timers);
        this.shown = config.getInitialState();
        this.publisher = new Publisher(() -> shown);
        this.rates = new RateEvents(name, publisher);
        this.engine = CircuitBreaker.of(
                name,
                EngineSettings.of(
                        name,
                        config,
                        EngineSettings.ticker(config.getClock()),
                        shown == State.METRICS_ONLY,
                        this::nextWait,
                        timers::getScheduler));
        this.openings = 1;
        engine.onStateChange(this::changed);
        limitStay();
    }

    CircuitBreakerConfig config() {
        return config;
    }

    State state() {
        State state = State.valueOf(engine.state().name());
        return state == State.OPEN && isPending ? State.HALF_OPEN : state;
    }

    /** Whether an outcome counts although nobody asked permission for its call. */
    boolean countsCalls() {
        return switch (engine.state()) {
            case CLOSED, HALF_OPEN, METRICS_ONLY -> true;
            default -> false;
        };
    }

    void admitted() {
        if (isPending) {
            isPending = false;
        }
    }

    /** A call was counted: METRICS_ONLY shows when a limit is reached. */
    void counted() {
        if (shown == State.METRICS_ONLY) {
            rates.watch(engine.snapshot().metrics(), config);
        }
    }

    void reset() {
        locked(() -> byHand(State.CLOSED, 0, openings -> engine.reset(BY)));
        publisher.publish(() -> new CircuitBreakerOnResetEvent(name));
    }

    void toClosed() {
        move(State.CLOSED, 0, openings -> engine.reset("closed " + BY));
    }

    void toDisabled() {
        move(State.DISABLED, 0, openings -> engine.disable(BY));
    }

    void toMetricsOnly() {
        move(State.METRICS_ONLY, 0, openings -> engine.metricsOnly(BY));
    }

    void toForcedOpen() {
        move(State.FORCED_OPEN, 1, openings -> engine.forceOpen(BY));
    }

    void toOpen() {
        move(State.OPEN, 1, openings -> open(wait(openings)));
    }

    void toOpenFor(Duration wait) {
        move(State.OPEN, 0, openings -> open(wait));
    }

    void toHalfOpen() {
        move(State.HALF_OPEN, 0, openings -> engine.open(Duration.ZERO, "half-open " + BY));
    }

    /** Opens if closed, because a result asks for it; for the usual wait if it does not say how long. */
    void openOnResult(@Nullable Duration wait) {
        locked(() -> {
            if (state() != State.CLOSED) {
                return;
            }
            if (wait == null) {
                toOpen();
            } else {
                toOpenFor(wait);
            }
        });
    }

    private void open(Duration wait) {
        engine.open(wait.compareTo(NEXT_INSTANT) > 0 ? wait : NEXT_INSTANT, BY);
    }

    /** Makes a move that Resilience4j allows, or throws its exception. */
    private void move(State to, int more, IntConsumer how) {
        locked(() -> {
            StateTransition.transitionBetween(name, state(), to);
            byHand(to, more, how);
        });
    }

    private void byHand(State to, int more, IntConsumer how) {
        State from = state();
        int next = (isFresh(from) ? 0 : openings) + more;
        if ((from == State.METRICS_ONLY) != (to == State.METRICS_ONLY)) {
            engine.reconfigure(settings(config, to));
        }
        isPending = to == State.HALF_OPEN;
        metrics.countRejectionsAnew(to);
        rates.forget();
        how.accept(next);
        openings = next;
    }

    void reconfigure(CircuitBreakerConfig after) {
        locked(() -> {
            engine.reconfigure(settings(after, state()));
            config = after;
        });
    }

    /** The settings of this breaker's engine for a configuration. */
    io.switchgear.CircuitBreakerConfig settings(CircuitBreakerConfig theirs, State in) {
        return EngineSettings.of(
                name, theirs, engine.config().ticker(), in == State.METRICS_ONLY, this::nextWait, timers::getScheduler);
    }

    /** The wait of the engine's next opening. */
    private Duration nextWait(int ignored) {
        return wait(isFresh(shown) ? 1 : openings + 1);
    }

    Duration waitUntil(Instant end) {
        return Duration.between(config.getClock().instant(), end);
    }

    private Duration wait(int opening) {
        return Duration.ofMillis(config.getWaitIntervalFunctionInOpenState().apply(opening));
    }

    /** Whether an opening in this state is the first one. */
    private static boolean isFresh(State state) {
        return state == State.CLOSED || state == State.DISABLED || state == State.METRICS_ONLY;
    }

    /** The engine's changes in their order, as Resilience4j shows them. */
    private void changed(StateChange change) {
        boolean pending = change.kind() == Kind.BY_HAND
                && change.openFor().filter(Duration::isZero).isPresent();
        State from = shown;
        State to = pending ? State.HALF_OPEN : State.valueOf(change.to().name());
        if (to == State.OPEN && (change.kind() == Kind.RULE || change.kind() == Kind.PROBES)) {
            openings = isFresh(from) ? 1 : openings + 1;
        }
        isPending = pending;
        shown = to;
        if (change.kind() == Kind.RULE) {
            rates.tripped(change.metrics(), config);
        }
        if (from != to) {
            metrics.began(to, from, change.metrics());
            StateTransition transition = StateTransition.transitionBetween(name, from, to);
            publisher.publish(() -> new CircuitBreakerOnStateTransitionEvent(name, transition));
        }
        if (from != to || pending) {
            limitStay();
        }
    }

    private void limitStay() {
        stay.restart(shown == State.HALF_OPEN ? config : null, this::endStay);
    }

    private void endStay(State next) {
        locked(() -> {
            if (state() == State.HALF_OPEN && next == State.CLOSED) {
                toClosed();
            } else if (state() == State.HALF_OPEN) {
                toOpen();
            }
        });
    }

    private void locked(Runnable what) {
        lock.lock();
        try {
            what.run();
        } finally {
            lock.unlock();
        }
    }
}
