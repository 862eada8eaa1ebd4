// SPDX-License-Identifier: Apache-2.0
package io.switchgear.soak.breakers;

import io.switchgear.KeyedCircuitBreaker;
import io.switchgear.KeyedSnapshot;
import io.switchgear.StateChange;
import io.switchgear.recovery.ProbeGate;
import io.switchgear.soak.checks.ByHand;
import io.switchgear.soak.checks.Check;
import io.switchgear.soak.checks.EventWatch;
import io.switchgear.soak.checks.Findings;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * A keyed breaker under soak. Its totals are audited like those of any other. The probes of its members and the order of
 * their events are not, because a member can be replaced by another of the same name between two snapshots.
 */
public final class SoakedKeys {
    public static final List<String> KEYS =
            IntStream.range(0, 12).mapToObj(i -> "host-" + i).toList();

    /** Fewer places than keys, so that some keys lose their breaker to others all the time. */
    static final int PLACES = 9;

    private static final Duration LONG_OUTAGE = Duration.ofSeconds(30);

    private final Findings findings;
    private final KeyedCircuitBreaker<String> keyed;
    private final Door door;
    private final List<Target> targets;
    private final Set<String> held = new HashSet<>();
    private final Openings openings = new Openings();
    private long hands;

    SoakedKeys(Findings findings, ScheduledExecutorService scheduler) {
        this.findings = findings;
        this.keyed = KeyedCircuitBreaker.of(Setup.KEYED, PLACES, Setup.of(Setup.KEYED, scheduler, ProbeGate.open()));
        this.door = new Door(Setup.KEYED, findings, null, null, new Moves(), Long.MAX_VALUE);
        this.targets = KEYS.stream().map(key -> new Target(key, keyed.at(key))).toList();
        keyed.onEvent(
                event -> {
                    if (event instanceof StateChange change) {
                        EventWatch.trip(change.breaker(), change, findings);
                    }
                },
                Runnable::run);
        keyed.onEvent(openings, Runnable::run);
    }

    public Door door() {
        return door;
    }

    /** A random key; one that is not closed, if there is one, when all should close. */
    public Target target(RandomGenerator random, boolean recovering) {
        if (recovering) {
            List<String> waiting = List.copyOf(keyed.snapshot().notClosed().keySet());
            if (!waiting.isEmpty()) {
                return targets.get(KEYS.indexOf(waiting.get(random.nextInt(waiting.size()))));
            }
        }
        return targets.get(random.nextInt(targets.size()));
    }

    public void hand(String key, Hand hand) {
        String reason = ByHand.reason(++hands);
        if (hand == Hand.FORCE_OPEN && keyed.forceOpen(key, reason)) {
            held.add(key);
        } else if (hand == Hand.RESET) {
            keyed.reset(key, reason);
            held.remove(key);
        } else if (hand == Hand.OUTAGE) {
            outage(key, reason);
        }
    }

    /**
     * Makes an outside outage that is certainly not over before. A key that is held keeps its breaker; another may have
     * none and get none.
     */
    private void outage(String key, String reason) {
        Optional<Boolean> opened = keyed.openUnlessHeld(key, LONG_OUTAGE, reason);
        Optional<Boolean> recovered = keyed.recover(key, reason);
        Optional<Boolean> moves = Optional.of(!held.contains(key));
        findings.hold(
                Check.MOVES,
                (opened.equals(moves) && recovered.equals(moves)) || (opened.isEmpty() && !held.contains(key)),
                () -> key + ", held: " + held.contains(key) + ", opened from outside: " + opened + ", recovered: "
                        + recovered);
    }

    /** Releases all keys that are held. */
    public void release() {
        List.copyOf(held).forEach(key -> hand(key, Hand.RESET));
    }

    /** {@return the openings of all keys together} */
    public Openings openings() {
        return openings;
    }

    public Reclosing reclosing() {
        return Reclosing.of(this, openings);
    }

    public KeyedSnapshot<String> snapshot() {
        return keyed.snapshot();
    }

    /**
     * Whether all keys pass; the overflow, which is not used while there is a place for every key, may wait for its next
     * call.
     */
    public boolean isClosed() {
        return keyed.snapshot().notClosed().isEmpty();
    }

    public boolean isQuiet() {
        return keyed.snapshot().totals().inFlight() == 0;
    }

    public void audit() {
        door.audit().totals(door.books(), keyed.snapshot().totals());
    }
}
