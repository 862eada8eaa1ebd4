// SPDX-License-Identifier: Apache-2.0
package io.switchgear.fleet.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.Registration;
import io.switchgear.fleet.FleetRecord;
import io.switchgear.fleet.FleetState;
import io.switchgear.fleet.FleetStore;
import io.switchgear.fleet.Lease;
import io.switchgear.fleet.Move;
import io.switchgear.fleet.Report;
import io.switchgear.fleet.Scope;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The promises of a {@link FleetStore} as tests. A store's test extends this class and passes all of it. The tests use the
 * store's own clock and wait for what they expect, at most ten seconds.
 *
 * @since 0.1
 */
public abstract class FleetStoreContract {
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final int RACERS = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(5);

    private final String fleet = "contract-" + UUID.randomUUID();
    private final Scope scope = new Scope(fleet, "", "payments");

    /** Creates the tests. */
    protected FleetStoreContract() {
        // Each test has a fleet of its own.
    }

    /** {@return the store, the same within a test} */
    protected abstract FleetStore store();

    /** Makes the store lose everything, as a store that was emptied. */
    protected abstract void forget();

    @Test
    void shouldKnowNothingAtFirst() {
        FleetRecord record = report("a", false, false, 0);

        assertThat(record.done()).isTrue();
        assertThat(record.version()).isZero();
        assertThat(record.state()).isEqualTo(FleetState.CLOSED);
        assertThat(record.left()).isZero();
        assertThat(record.attempt()).isZero();
        assertThat(record.votes()).isZero();
        assertThat(record.seen()).isZero();
        assertThat(record.holder()).isEmpty();
        assertThat(record.leaseLeft()).isZero();
    }

    @Test
    void shouldCountInstancesAndVotes() {
        report("a", true, true, 0);
        report("b", true, true, 0);
        assertThat(report("c", true, false, 0)).satisfies(record -> {
            assertThat(record.votes()).isEqualTo(2);
            assertThat(record.seen()).isEqualTo(3);
        });
        assertThat(report("a", true, false, 0).votes())
                .as("a vote that is taken back")
                .isEqualTo(1);
        assertThat(report("b", false, true, 0).seen()).as("one without traffic").isEqualTo(2);
    }

    @Test
    void shouldCountAVoteOnlyForTheRecordThatTheInstanceKnows() {
        long version = open("a", Duration.ZERO).version();
        move(version, FleetState.CLOSED, Duration.ZERO);

        assertThat(report("b", true, true, version).votes())
                .as("a vote about the last outage")
                .isZero();
        long closed = report("b", true, false, 0).version();
        assertThat(report("b", true, true, closed).votes()).isEqualTo(1);
    }

    @Test
    void shouldForgetVotesAtEachMove() {
        report("a", true, true, 0);
        assertThat(open("a", LONG).votes()).isZero();
    }

    @Test
    void shouldMoveOnlyFromTheVersionSeen() {
        FleetRecord opened = get(store().move(scope, 0, new Move(FleetState.OPEN, LONG, 3, "a", "5 failures", soon())));

        assertThat(opened.done()).isTrue();
        assertThat(opened.version()).isPositive();
        assertThat(opened.state()).isEqualTo(FleetState.OPEN);
        assertThat(opened.left()).isBetween(LONG.minusSeconds(10), LONG);
        assertThat(opened.attempt()).isEqualTo(3);
        assertThat(opened.by()).isEqualTo("a");
        assertThat(opened.why()).isEqualTo("5 failures");

        FleetRecord refused = move(0, FleetState.CLOSED, Duration.ZERO);
        assertThat(refused.done()).isFalse();
        assertThat(refused.version()).isEqualTo(opened.version());
        assertThat(refused.state()).isEqualTo(FleetState.OPEN);

        FleetRecord closed = move(opened.version(), FleetState.CLOSED, Duration.ZERO);
        assertThat(closed.done()).isTrue();
        assertThat(closed.version()).isGreaterThan(opened.version());
        assertThat(closed.left()).isZero();
    }

    @Test
    void shouldLetOneOfManyMovesWin() {
        soon();
        assertThat(winners(i -> store().move(scope, 0, new Move(FleetState.OPEN, LONG, 1, "i" + i, "", soon()))))
                .isEqualTo(1);
    }

    @Test
    void shouldGiveTheLeaseToOneOfMany() {
        open("a", Duration.ZERO);
        assertThat(winners(i -> store().lease(scope, new Lease("i" + i, "token" + i, LONG, soon()))))
                .isEqualTo(1);
    }

    private long winners(java.util.function.IntFunction<CompletionStage<FleetRecord>> operation) {
        List<CompletableFuture<FleetRecord>> racers = IntStream.range(0, RACERS)
                .mapToObj(i ->
                        CompletableFuture.supplyAsync(() -> operation.apply(i)).thenCompose(answer -> answer))
                .toList();
        return racers.stream().filter(each -> get(each).done()).count();
    }

    @Test
    void shouldGiveNoLeaseWhileClosedOrDuringTheWait() {
        assertThat(lease("a", "t1", LONG).done()).as("closed").isFalse();
        open("a", LONG);
        assertThat(lease("a", "t2", LONG).done()).as("during the wait").isFalse();
    }

    @Test
    void shouldGiveALeaseAfterAHold() {
        get(store().move(scope, 0, new Move(FleetState.HELD, Duration.ofMillis(50), 1, "ops", "migration", soon())));
        until(() -> lease("a", "t1", LONG), FleetRecord::done);
    }

    @Test
    void shouldProlongTheLeaseOfItsTokenAndRefuseOthers() {
        long version = open("a", Duration.ZERO).version();
        FleetRecord first = lease("a", "t1", Duration.ofSeconds(60));
        assertThat(first.done()).isTrue();
        assertThat(first.holder()).isEqualTo("a");
        assertThat(first.version()).as("nothing has changed for the others").isEqualTo(version);

        FleetRecord other = lease("b", "t2", LONG);
        assertThat(other.done()).isFalse();
        assertThat(other.holder()).isEqualTo("a");
        assertThat(other.leaseLeft()).isBetween(Duration.ofSeconds(50), Duration.ofSeconds(60));

        assertThat(lease("a", "t1", LONG)).satisfies(record -> {
            assertThat(record.done()).isTrue();
            assertThat(record.leaseLeft()).isGreaterThan(Duration.ofSeconds(60));
        });
    }

    @Test
    void shouldEndALeaseByItself() {
        open("a", Duration.ZERO);
        assertThat(lease("a", "t1", Duration.ofMillis(50)).done()).isTrue();
        until(() -> lease("b", "t2", LONG), FleetRecord::done);
        assertThat(complete("t1", FleetState.CLOSED, Duration.ZERO).done())
                .as("the result of a lease that has ended")
                .isFalse();
    }

    @Test
    void shouldTakeAResultOnlyWithTheTokenOfTheLease() {
        open("a", Duration.ZERO);
        assertThat(complete("", FleetState.CLOSED, Duration.ZERO).done())
                .as("no lease")
                .isFalse();
        FleetRecord leased = lease("a", "t1", LONG);
        assertThat(complete("t2", FleetState.CLOSED, Duration.ZERO).done()).isFalse();

        FleetRecord closed = complete("t1", FleetState.CLOSED, Duration.ZERO);
        assertThat(closed.done()).isTrue();
        assertThat(closed.state()).isEqualTo(FleetState.CLOSED);
        assertThat(closed.version()).isGreaterThan(leased.version());
        assertThat(closed.holder()).isEmpty();
        assertThat(complete("t1", FleetState.OPEN, LONG).done())
                .as("a second result")
                .isFalse();
    }

    @Test
    void shouldLetTheLoserYield() {
        open("a", Duration.ZERO);
        lease("a", "t1", LONG);
        assertThat(complete("t1", FleetState.OPEN, Duration.ZERO).done()).isTrue();

        assertThat(lease("a", "t2", LONG).done())
                .as("the one whose probe failed")
                .isFalse();
        assertThat(lease("b", "t3", Duration.ofMillis(1)).done()).isTrue();
        until(() -> lease("a", "t4", LONG), FleetRecord::done);
    }

    @Test
    void shouldEndTheLeaseAtAMove() {
        long version = open("a", Duration.ZERO).version();
        lease("a", "t1", LONG);
        move(version, FleetState.OPEN, LONG);
        assertThat(complete("t1", FleetState.CLOSED, Duration.ZERO).done()).isFalse();
    }

    @Test
    void shouldRefuseCommandsAfterTheirTime() {
        FleetRecord record = open("a", Duration.ZERO);
        long past = record.storeMillis();
        assertThat(get(store().lease(scope, new Lease("a", "t1", LONG, past))).done())
                .isFalse();
        assertThat(get(store().move(
                                        scope,
                                        record.version(),
                                        new Move(FleetState.CLOSED, Duration.ZERO, 0, "a", "", past)))
                        .done())
                .isFalse();
        lease("a", "t2", LONG);
        assertThat(get(store().complete(scope, "t2", new Move(FleetState.CLOSED, Duration.ZERO, 0, "a", "", past)))
                        .done())
                .isFalse();
    }

    @Test
    void shouldHaveLargerVersionsAfterItHasForgotten() {
        FleetRecord before = open("a", Duration.ZERO);
        until(() -> report("a", true, false, 0), record -> record.storeMillis() > before.storeMillis());
        forget();
        assertThat(report("a", true, false, 0).version()).isLessThan(before.version());
        assertThat(open("a", LONG).version()).isGreaterThan(before.version());
    }

    @Test
    void shouldKeepScopesApartWhateverTheirNames() {
        List<Scope> scopes = List.of(
                scope,
                new Scope(fleet, "eu-1", "payments"),
                new Scope(fleet + "2", "", "payments"),
                new Scope(fleet, "", "payments/eu-1"),
                new Scope(fleet, "payments", ""),
                new Scope(fleet, "", "a}b{c|d\ne\u0000\"'\\;--*?[]"),
                new Scope(fleet, "", "x".repeat(10_000)),
                new Scope(fleet, "", "x".repeat(10_000) + "y"),
                new Scope(fleet, "", "Zahlung für Ä 😀"));
        for (Scope each : scopes) {
            String why = "because\n" + each.breaker();
            FleetRecord record =
                    get(store().move(each, 0, new Move(FleetState.OPEN, LONG, 1, "i|}\n\"", why, soon(each))));
            assertThat(record.done()).as("first move of %s", each).isTrue();
            assertThat(record.why()).isEqualTo(why);
            assertThat(record.by()).isEqualTo("i|}\n\"");
        }
    }

    @Test
    void shouldTellChangesToThoseWhoWatch() {
        Map<String, FleetRecord> heard = new ConcurrentHashMap<>();
        Registration watching = store().watch(fleet, "", (of, record) -> heard.put(of.breaker() + of.group(), record));
        // A watch may take a moment to begin.
        FleetRecord[] last = {report("a", true, false, 0)};
        until(
                () -> {
                    last[0] = move(last[0].version(), FleetState.OPEN, LONG);
                    return last[0];
                },
                record -> heard.containsKey("payments"));
        Scope elsewhere = new Scope(fleet, "eu-1", "payments");
        get(store().move(elsewhere, 0, new Move(FleetState.OPEN, LONG, 1, "a", "", soon(elsewhere))));
        FleetRecord closed = move(last[0].version(), FleetState.CLOSED, Duration.ZERO);
        until(() -> heard.getOrDefault("payments", last[0]), record -> record.version() == closed.version());

        assertThat(heard.get("payments"))
                .returns(FleetState.CLOSED, FleetRecord::state)
                .returns("why", FleetRecord::why);
        assertThat(heard).doesNotContainKey("paymentseu-1");
        watching.close();
    }

    /** A time of the store that is not over while a test runs. */
    private long soon() {
        return soon(scope);
    }

    private long soon(Scope of) {
        FleetRecord now = get(store().report(of, new Report("clock", false, false, 0)));
        return now.storeMillis() + PATIENCE.toMillis();
    }

    private FleetRecord report(String instance, boolean active, boolean vote, long seenVersion) {
        return get(store().report(scope, new Report(instance, active, vote, seenVersion)));
    }

    private FleetRecord open(String by, Duration lasts) {
        long version = report(by, false, false, 0).version();
        FleetRecord record = get(store().move(scope, version, new Move(FleetState.OPEN, lasts, 1, by, "why", soon())));
        assertThat(record.done()).as("opened").isTrue();
        return record;
    }

    private FleetRecord move(long version, FleetState to, Duration lasts) {
        return get(store().move(scope, version, new Move(to, lasts, 1, "a", "why", soon())));
    }

    private FleetRecord lease(String instance, String token, Duration ttl) {
        return get(store().lease(scope, new Lease(instance, token, ttl, soon())));
    }

    private FleetRecord complete(String token, FleetState to, Duration lasts) {
        return get(store().complete(scope, token, new Move(to, lasts, 1, "a", "why", soon())));
    }

    private static FleetRecord get(CompletionStage<FleetRecord> answer) {
        try {
            return answer.toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception failed) {
            throw new AssertionError("the store has not answered", failed);
        }
    }

    /** Tries again until the answer is as expected. */
    private static void until(Supplier<FleetRecord> operation, Predicate<FleetRecord> expected) {
        FleetRecord last = operation.get();
        for (long tries = PATIENCE.dividedBy(POLL); !expected.test(last); tries--) {
            assertThat(tries).as("tries left; still not as expected: %s", last).isPositive();
            LockSupport.parkNanos(POLL.toNanos());
            last = operation.get();
        }
    }
}
