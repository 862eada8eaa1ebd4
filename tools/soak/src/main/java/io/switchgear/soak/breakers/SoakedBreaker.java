// SPDX-License-Identifier: Apache-2.0
package io.switchgear.soak.breakers;

import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerConfig;
import io.switchgear.Snapshot;
import io.switchgear.State;
import io.switchgear.StateChange;
import io.switchgear.recovery.ProbeGate;
import io.switchgear.soak.checks.ByHand;
import io.switchgear.soak.checks.Check;
import io.switchgear.soak.checks.Findings;
import io.switchgear.soak.checks.Overheard;
import io.switchgear.soak.checks.ProbeWatch;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Phaser;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One breaker under soak: operated by hand and reconfigured by one thread, listened to, and audited when its callers are
 * back.
 */
public final class SoakedBreaker {
    private static final int STORM_RESETS = 400;
    private static final Duration SHORT_OUTAGE = Duration.ofMillis(10);
    private static final Duration LONG_OUTAGE = Duration.ofSeconds(30);

    private final Findings findings;
    private final boolean gated;
    private final CircuitBreaker breaker;
    private final ProbeWatch probes;
    private final Door door;
    private final Listeners listeners;
    private final Optional<Overheard> overheard;
    private final Openings openings = new Openings();
    private @Nullable Hand held;
    private long hands;
    private long reconfigurations;

    SoakedBreaker(
            String name, Findings findings, ScheduledExecutorService scheduler, Executor executor, boolean observed) {
        this.findings = findings;
        this.gated = !name.equals(Setup.DEFAULT);
        Moves moves = new Moves();
        CircuitBreakerConfig config =
                Setup.of(name, scheduler, gated ? new Gate(name, findings, moves) : ProbeGate.open());
        this.breaker = CircuitBreaker.of(name, config);
        this.probes = new ProbeWatch(name, findings, Setup.LEASE.toNanos(), gated);
        probes.planBegins(config.halfOpen(), System.nanoTime());
        long slowNanos = config.slowCallsOver().map(Duration::toNanos).orElse(Long.MAX_VALUE);
        this.door = new Door(name, findings, breaker::snapshot, probes, moves, slowNanos);
        this.listeners = new Listeners(breaker, findings, executor);
        breaker.onEvent(openings, Runnable::run);
        this.overheard = observed ? Optional.of(new Overheard()) : Optional.empty();
        overheard.ifPresent(breaker::observeCalls);
    }

    public String name() {
        return breaker.name();
    }

    public Door door() {
        return door;
    }

    public Target target() {
        return new Target(breaker.name(), breaker);
    }

    public ProbeWatch probes() {
        return probes;
    }

    public Snapshot snapshot() {
        return breaker.snapshot();
    }

    public CircuitBreakerConfig config() {
        return breaker.config();
    }

    /** Whether it has a probe gate. */
    boolean isGated() {
        return gated;
    }

    public Openings openings() {
        return openings;
    }

    public Reclosing reclosing() {
        return Reclosing.of(this, openings);
    }

    public void listen(boolean slow) {
        listeners.come(slow);
    }

    public void stopListening() {
        listeners.leave();
    }

    public void reconfigure(Tuning tuning) {
        CircuitBreakerConfig config = Setup.tuned(breaker.config(), tuning);
        probes.planBegins(config.halfOpen(), System.nanoTime());
        breaker.reconfigure(config);
        probes.planIsInForce(System.nanoTime());
        reconfigurations++;
    }

    /**
     * Makes an operation by hand. Operations without an effect are left out, because callers take each for the end of a
     * phase.
     */
    public void hand(Hand hand, int millis) {
        if (hand == held || (hand == Hand.RELEASE && held == null)) {
            return;
        }
        String reason = ByHand.reason(++hands);
        door.moves().make(() -> move(hand, millis, reason), effect(hand));
        held = hand.holds() ? hand : null;
        if (hand.holds()) {
            boolean moved = breaker.openUnlessHeld(Duration.ofMillis(millis), reason) || breaker.recover(reason);
            findings.hold(Check.MOVES, !moved, () -> name() + ": moved from outside, though it is held: " + hand);
        }
    }

    /** Releases it, if it is held. */
    public void release() {
        hand(Hand.RELEASE, 0);
    }

    private void move(Hand hand, int millis, String reason) {
        switch (hand) {
            case FORCE_OPEN -> breaker.forceOpen(reason);
            case DISABLE -> breaker.disable(reason);
            case METRICS_ONLY -> breaker.metricsOnly(reason);
            case RELEASE -> breaker.release(reason);
            case RESET -> breaker.reset(reason);
            case STORM -> storm(reason);
            case OPEN -> breaker.open(Duration.ofMillis(millis), reason);
            case OUTAGE -> outage(millis, reason);
        }
    }

    /** Opens it as from an outside outage that may already be over, or certainly is not. */
    private void outage(int millis, String reason) {
        boolean mayBeOver = millis % 2 == 0;
        if (held != null) {
            breaker.release(reason);
        }
        boolean opened = breaker.openUnlessHeld(mayBeOver ? SHORT_OUTAGE : LONG_OUTAGE, reason);
        LockSupport.parkNanos(SHORT_OUTAGE.multipliedBy(2).toNanos());
        boolean done = breaker.recover(reason);
        findings.hold(
                Check.MOVES,
                opened && (done || mayBeOver),
                () -> name() + ": opened from outside: " + opened + ", recovered: " + done);
    }

    /** Resets by two threads that begin together, so that one finds changes of the other that are not published yet. */
    private void storm(String reason) {
        Phaser together = new Phaser(2);
        CompletableFuture<Void> other = CompletableFuture.runAsync(
                () -> resets(reason, together),
                task -> Named.threads("soak-storm").newThread(task).start());
        resets(reason, together);
        other.join();
    }

    private void resets(String reason, Phaser together) {
        together.arriveAndAwaitAdvance();
        for (int times = STORM_RESETS; times > 0; times--) {
            breaker.reset(reason);
        }
    }

    private static Moves.Effect effect(Hand hand) {
        return switch (hand) {
            case DISABLE -> Moves.Effect.OFF;
            case METRICS_ONLY -> Moves.Effect.LOOKS_ON;
            default -> Moves.Effect.COUNTS;
        };
    }

    /** Whether all traffic passes again. */
    public boolean isClosed() {
        return breaker.state() == State.CLOSED;
    }

    /** Whether nothing is in flight and every listener has received everything, as required when all callers are back. */
    public boolean isQuiet() {
        return breaker.snapshot().inFlight() == 0 && listeners.haveHeardAll();
    }

    /** Makes all checks that require that no call is out; returns the changes since the last audit. */
    public List<StateChange> audit() {
        Snapshot now = breaker.snapshot();
        door.audit().totals(door.books(), now.totals());
        overheard.ifPresent(heard -> door.audit().observer(door.books(), now.totals(), heard));
        listeners.audit(reconfigurations);
        List<StateChange> changes = listeners.takeChanges();
        probes.judge(changes);
        door.audit().userCode(now.userCodeFailures());
        return changes;
    }
}
