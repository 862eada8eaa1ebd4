// SPDX-License-Identifier: Apache-2.0
package io.switchgear.fleet;

import io.switchgear.Registration;
import io.switchgear.time.Ticker;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * A store in the memory of this process, for tests and for several registries in one process. Thread-safe.
 *
 * @since 0.1
 */
public final class InMemoryStore implements FleetStore {
    private final Ticker ticker;
    private final Executor executor;
    /** Guarded by this object's lock, and so are the records in it. */
    private final Map<Scope, StoredRecord> records = new HashMap<>();

    private final List<Watch> watches = new CopyOnWriteArrayList<>();

    /** Creates an empty store with the system's clock, which answers on the caller's thread. */
    public InMemoryStore() {
        this(Ticker.system(), Runnable::run);
    }

    /**
     * Creates an empty store.
     *
     * @param ticker the store's clock
     * @param executor the executor that carries out each operation and each notification; a delayed executor simulates a
     *     network, one that runs nothing a store that hangs
     */
    public InMemoryStore(Ticker ticker, Executor executor) {
        this.ticker = Objects.requireNonNull(ticker, "ticker");
        this.executor = Objects.requireNonNull(executor, "executor");
    }

    /** Forgets everything, as a store does that was emptied or came back without its data. */
    public synchronized void forget() {
        records.clear();
    }

    @Override
    public CompletionStage<FleetRecord> report(Scope scope, Report report) {
        return submit(scope, false, record -> record.report(nowMillis(), report));
    }

    @Override
    public CompletionStage<FleetRecord> move(Scope scope, long seenVersion, Move move) {
        return submit(scope, true, record -> record.move(nowMillis(), seenVersion, move));
    }

    @Override
    public CompletionStage<FleetRecord> lease(Scope scope, Lease lease) {
        return submit(scope, false, record -> record.lease(nowMillis(), lease));
    }

    @Override
    public CompletionStage<FleetRecord> complete(Scope scope, String token, Move move) {
        return submit(scope, true, record -> record.complete(nowMillis(), token, move));
    }

    private CompletionStage<FleetRecord> submit(
            Scope scope, boolean changes, Function<StoredRecord, FleetRecord> operation) {
        CompletableFuture<FleetRecord> answer = new CompletableFuture<>();
        executor.execute(() -> {
            FleetRecord after;
            synchronized (this) {
                after = operation.apply(records.computeIfAbsent(scope, key -> new StoredRecord()));
            }
            if (changes && after.done()) {
                watches.forEach(each -> each.tell(scope, after));
            }
            answer.complete(after);
        });
        return answer;
    }

    private long nowMillis() {
        return TimeUnit.NANOSECONDS.toMillis(ticker.nanos());
    }

    @Override
    public Registration watch(String fleet, String group, BiConsumer<? super Scope, ? super FleetRecord> changes) {
        Watch watch = new Watch(fleet, group, changes);
        watches.add(watch);
        return watch;
    }

    private final class Watch implements Registration {
        private final String fleet;
        private final String group;
        private final BiConsumer<? super Scope, ? super FleetRecord> changes;

        Watch(String fleet, String group, BiConsumer<? super Scope, ? super FleetRecord> changes) {
            this.fleet = fleet;
            this.group = group;
            this.changes = changes;
        }

        void tell(Scope scope, FleetRecord record) {
            if (scope.fleet().equals(fleet) && scope.group().equals(group)) {
                executor.execute(() -> changes.accept(scope, record));
            }
        }

        @Override
        public void close() {
            watches.remove(this);
        }

        @Override
        public long dropped() {
            return 0;
        }
    }
}
