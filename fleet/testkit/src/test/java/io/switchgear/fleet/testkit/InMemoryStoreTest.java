// SPDX-License-Identifier: Apache-2.0
package io.switchgear.fleet.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.fleet.FleetRecord;
import io.switchgear.fleet.FleetStore;
import io.switchgear.fleet.InMemoryStore;
import io.switchgear.fleet.Report;
import io.switchgear.fleet.Scope;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class InMemoryStoreTest extends FleetStoreContract {
    // region contract
    private final InMemoryStore store = new InMemoryStore();

    @Override
    protected FleetStore store() {
        return store;
    }

    @Override
    protected void forget() {
        store.forget();
    }
    // endregion

    private static final Scope SCOPE = new Scope("shop", "", "payments");

    private static FleetRecord read(FleetStore store) {
        return store.report(SCOPE, new Report("reader", false, false, 0))
                .toCompletableFuture()
                .join();
    }

    @Test
    void shouldForgetVotesAndInstancesThatAreNotRepeated() {
        AtomicLong nanos = new AtomicLong();
        InMemoryStore timed = new InMemoryStore(nanos::get, Runnable::run);
        timed.report(SCOPE, new Report("a", true, true, 0));
        assertThat(read(timed).votes()).isEqualTo(1);

        nanos.addAndGet(Duration.ofMillis(10_001).toNanos());
        assertThat(read(timed).votes()).isZero();
        assertThat(read(timed).seen()).isEqualTo(1);

        nanos.addAndGet(Duration.ofSeconds(20).toNanos());
        assertThat(read(timed).seen()).isZero();
    }
}
