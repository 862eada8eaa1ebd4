// SPDX-License-Identifier: Apache-2.0
package io.switchgear.fleet.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CircuitBreaker;
import io.switchgear.State;
import io.switchgear.fleet.Fleet;
import io.switchgear.fleet.FleetState;
import io.switchgear.fleet.FleetStore;
import io.switchgear.fleet.FleetView;
import io.switchgear.fleet.Quorum;
import io.switchgear.recovery.Backoff;
import io.switchgear.recovery.Ramp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Outages of a dependency, and of the store itself in the middle of one, with real fleets over a real store in real time. A
 * store's test extends this class beside {@link FleetStoreContract}, with a server that it can stop and kill. Each test
 * takes some seconds.
 *
 * @since 0.1
 */
public abstract class FleetOutageContract {
    private static final int INSTANCES = 3;
    private static final String BREAKER = "payments";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(10);

    private final String fleet = "outage-" + UUID.randomUUID();
    private final List<Instance> instances = new ArrayList<>();

    /** Creates the tests. */
    protected FleetOutageContract() {
        // Each test has a fleet of its own.
    }

    /**
     * Creates the store of one instance, as another process would.
     *
     * @return a store over the same server each time
     */
    protected abstract FleetStore newStore();

    /**
     * Closes a store that {@link #newStore} has created.
     *
     * @param store the store
     */
    protected abstract void close(FleetStore store);

    /**
     * Stops the server, so that it does not answer.
     *
     * @throws Exception if that fails
     */
    protected abstract void freeze() throws Exception;

    /**
     * Continues a stopped server; does nothing to another.
     *
     * @throws Exception if that fails
     */
    protected abstract void thaw() throws Exception;

    /**
     * Kills the server, stopped or not.
     *
     * @throws Exception if that fails
     */
    protected abstract void kill() throws Exception;

    /**
     * Starts the server again after {@link #kill}; it may have lost everything.
     *
     * @throws Exception if that fails
     */
    protected abstract void startAgain() throws Exception;

    /** Closes all fleets and stores. */
    @AfterEach
    protected void closeAll() {
        instances.forEach(Instance::close);
    }

    @Test
    void shouldOpenAllAndCloseAll() {
        joinAll();
        callUntil(false, State.OPEN);
        until(each -> each.view().fleet() == FleetState.OPEN);

        callUntil(true, State.CLOSED);
        until(each -> each.view().fleet() == FleetState.CLOSED);
    }

    @Test
    void shouldHoldAndReleaseAll() {
        joinAll();
        Fleet first = instances.get(0).fleet;
        first.hold(BREAKER, Duration.ofMinutes(5), "ops", "migration").join();
        until(each -> each.breaker.state() == State.OPEN && each.view().fleet() == FleetState.HELD);

        first.release(BREAKER, "ops", "done").join();
        callUntil(true, State.CLOSED);
        until(each -> each.view().fleet() == FleetState.CLOSED);
    }

    @Test
    void shouldGoByTheirOwnRulesWhileTheStoreIsStoppedAndGone() throws Exception {
        joinAll();
        freeze();
        callUntil(false, State.OPEN);
        until(each -> each.view().isAlone());
        kill();
        callUntil(true, State.CLOSED);

        startAgain();
        until(each -> !each.view().isAlone());
        callUntil(false, State.OPEN);
        until(each -> each.view().fleet() == FleetState.OPEN);
        callUntil(true, State.CLOSED);
        until(each -> each.view().fleet() == FleetState.CLOSED);
    }

    @Test
    void shouldComeBackWhenTheStoreWasStoppedInTheMiddleOfAnOutage() throws Exception {
        joinAll();
        callUntil(false, State.OPEN);
        until(each -> each.view().fleet() == FleetState.OPEN);
        freeze();
        until(each -> each.view().isAlone());
        thaw();
        callUntil(true, State.CLOSED);
        until(each -> each.view().fleet() == FleetState.CLOSED && !each.view().isAlone());
    }

    private void joinAll() {
        for (int number = 0; number < INSTANCES; number++) {
            instances.add(new Instance(number));
        }
        until(each -> {
            each.call(true);
            return each.view().answerAge().isPresent();
        });
    }

    /** Makes calls that all succeed or all fail, until all breakers are in a state. */
    private void callUntil(boolean works, State wanted) {
        until(each -> {
            each.call(works);
            return each.breaker.state() == wanted;
        });
    }

    /** Waits until all instances are as expected at the same time; asks each of them again and again meanwhile. */
    private void until(Predicate<Instance> expected) {
        long tries = PATIENCE.dividedBy(POLL);
        while (instances.stream().filter(expected).count() < INSTANCES) {
            assertThat(tries--)
                    .as("tries left; still not as expected: %s", instances)
                    .isPositive();
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    /** One process of the fleet. */
    private final class Instance {
        private final CircuitBreaker breaker = CircuitBreaker.of(
                BREAKER,
                config -> config.openFor(Backoff.fixed(Duration.ofMillis(500)))
                        .ramp(Ramp.over(Duration.ofMillis(100)))
                        .logChanges(false));
        private final FleetStore store = newStore();
        private final Fleet fleet;

        Instance(int number) {
            this.fleet = Fleet.of(FleetOutageContract.this.fleet, store)
                    .instance("shop-" + number)
                    .quorum(Quorum.atLeast(2).share(0.5))
                    .probeEvery(Backoff.fixed(Duration.ofMillis(300)))
                    .join(breaker);
        }

        void call(boolean works) {
            breaker.tryAcquire().ifPresent(permit -> {
                if (works) {
                    permit.success();
                } else {
                    permit.failure();
                }
            });
        }

        FleetView view() {
            return fleet.view(BREAKER).orElseThrow();
        }

        void close() {
            fleet.close();
            FleetOutageContract.this.close(store);
        }

        @Override
        public String toString() {
            return view().toString();
        }
    }
}
