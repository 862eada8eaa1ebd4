// SPDX-License-Identifier: Apache-2.0
package io.switchgear.fleet;

import io.switchgear.Registration;
import io.switchgear.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** One instance's way to a store, with a delay in each direction, that can be cut or held up. */
final class Link implements FleetStore {
    private final FleetStore store;
    private final VirtualTime time;
    private final Duration oneWay;
    private final List<Runnable> heldUp = new ArrayList<>();
    private boolean cut;
    private boolean stopped;
    private boolean deaf;
    private boolean losesLease;
    private long operations;

    Link(FleetStore store, VirtualTime time, Duration oneWay) {
        this.store = store;
        this.time = time;
        this.oneWay = oneWay;
    }

    /** Everything on the way and from now on is lost. */
    void cut() {
        cut = true;
    }

    /** What is sent from now on waits, as before a stopped process. */
    void stop() {
        stopped = true;
    }

    /** From now on no change is told by itself. */
    void deafen() {
        deaf = true;
    }

    /** The next lease is given, but its answer does not arrive. */
    void loseNextAnswer() {
        losesLease = true;
    }

    /** All is well again; what has waited is carried out. */
    void mend() {
        cut = false;
        stopped = false;
        List<Runnable> late = List.copyOf(heldUp);
        heldUp.clear();
        late.forEach(Runnable::run);
    }

    /** The operations that were asked for. */
    long operations() {
        return operations;
    }

    private CompletionStage<FleetRecord> send(Supplier<CompletionStage<FleetRecord>> operation) {
        operations++;
        CompletableFuture<FleetRecord> answer = new CompletableFuture<>();
        later(() -> operation.get().thenAccept(record -> later(() -> answer.complete(record))));
        return answer;
    }

    private void later(Runnable step) {
        time.scheduler().schedule(() -> pass(step), oneWay.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void pass(Runnable step) {
        if (stopped) {
            heldUp.add(step);
        } else if (!cut) {
            step.run();
        }
    }

    @Override
    public CompletionStage<FleetRecord> report(Scope scope, Report report) {
        return send(() -> store.report(scope, report));
    }

    @Override
    public CompletionStage<FleetRecord> move(Scope scope, long seenVersion, Move move) {
        return send(() -> store.move(scope, seenVersion, move));
    }

    @Override
    public CompletionStage<FleetRecord> lease(Scope scope, Lease lease) {
        if (losesLease) {
            losesLease = false;
            send(() -> store.lease(scope, lease));
            return new CompletableFuture<>();
        }
        return send(() -> store.lease(scope, lease));
    }

    @Override
    public CompletionStage<FleetRecord> complete(Scope scope, String token, Move move) {
        return send(() -> store.complete(scope, token, move));
    }

    @Override
    public Registration watch(String fleet, String group, BiConsumer<? super Scope, ? super FleetRecord> changes) {
        return store.watch(fleet, group, (scope, record) -> {
            if (!deaf) {
                later(() -> changes.accept(scope, record));
            }
        });
    }
}
