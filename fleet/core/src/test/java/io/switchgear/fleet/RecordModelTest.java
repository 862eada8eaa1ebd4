// SPDX-License-Identifier: Apache-2.0
package io.switchgear.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.fleet.StoredRecord.Facts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Walks through every order of events of two instances and one record: leases that end, commands that come late, a store
 * that forgets, and a clock that steps back. The rules are those of {@link StoredRecord} itself; with any of its four
 * decisions broken, the walk finds an error.
 */
class RecordModelTest {
    private static final int INSTANCES = 2;
    private static final int MOST_TIME = 4;
    private static final int MOST_OUTAGES = 2;
    private static final int MOST_LEASES = 2;
    private static final int EVENTS = 10;
    private static final Duration WAIT = Duration.ofMillis(1);
    private static final Duration LEASE = Duration.ofMillis(2);
    /** How long a command may be under way. */
    private static final int PATIENCE = 1;

    /**
     * A command that has been sent and not yet been carried out.
     *
     * @param outage the outage that the sender knew
     */
    private record Command(String kind, long seenVersion, String token, FleetState to, int outage, int sentAt) {
        /** The same on its way for longer. A token is used for one request only. */
        Command late() {
            String own = kind.equals("lease") ? token + "@" + sentAt : token;
            return new Command(kind, seenVersion, own, to, outage, sentAt);
        }
    }

    /**
     * One instance.
     *
     * @param outage the outage in which its lease began
     */
    private record Side(long knownVersion, String token, int outage, Optional<Command> late) {
        static final Side NEW = new Side(0, "", 0, Optional.empty());

        Side knows(long version) {
            return new Side(version, token, outage, late);
        }

        Side leased(String given, int during) {
            return new Side(knownVersion, given, during, late);
        }

        Side sends(Command command) {
            return new Side(knownVersion, token, outage, Optional.of(command));
        }

        Side sent() {
            return new Side(knownVersion, token, outage, Optional.empty());
        }
    }

    /**
     * What there has been.
     *
     * @param newest the largest version
     * @param newestAt when it was made
     */
    private record Past(int outages, int leases, boolean forgot, boolean back, long newest, int newestAt) {
        Past outage() {
            return new Past(outages + 1, leases, forgot, back, newest, newestAt);
        }

        Past lease() {
            return new Past(outages, leases + 1, forgot, back, newest, newestAt);
        }

        Past forgetting() {
            return new Past(outages, leases, true, back, newest, newestAt);
        }

        Past stepBack() {
            return new Past(outages, leases, forgot, true, newest, newestAt);
        }

        Past version(long version, int at) {
            return version > newest ? new Past(outages, leases, forgot, back, version, at) : this;
        }
    }

    /**
     * Everything at one moment.
     *
     * @param outage the outage that the record is about
     * @param error a promise that was broken; empty if none was
     */
    private record Moment(int time, Facts facts, int outage, List<Side> sides, Past past, String error) {
        Moment at(int when, Past with) {
            return new Moment(when, facts, outage, sides, with, "");
        }

        Moment side(int at, Side after) {
            List<Side> all = new ArrayList<>(sides);
            all.set(at, after);
            return new Moment(time, facts, outage, List.copyOf(all), past, error);
        }

        Moment record(Facts after, int about, Past with) {
            return new Moment(time, after, about, sides, with.version(after.version(), time), error);
        }

        Moment broken(String promise) {
            return new Moment(time, facts, outage, sides, past, promise);
        }
    }

    private static final Moment START =
            new Moment(0, Facts.NONE, 0, List.of(Side.NEW, Side.NEW), new Past(0, 0, false, false, 0, 0), "");

    /** Every moment that can follow. */
    private static List<Moment> after(Moment now, Function<Facts, StoredRecord> rules) {
        List<Moment> all = new ArrayList<>();
        if (now.time < MOST_TIME) {
            all.add(now.at(now.time + 1, now.past));
        }
        if (!now.past.back && now.time > 1) {
            all.add(now.at(now.time - 1, now.past.stepBack()));
        }
        if (!now.past.forgot) {
            all.add(now.record(Facts.NONE, now.outage, now.past.forgetting()));
        }
        for (int at = 0; at < INSTANCES; at++) {
            Side side = now.sides.get(at);
            if (now.facts.version() != side.knownVersion) {
                all.add(now.side(at, side.knows(now.facts.version())));
            }
            for (Command each : commands(now, side, "t" + now.past.leases + "of" + at)) {
                all.add(carryOut(now, at, side, each, rules));
                if (side.late.isEmpty()) {
                    all.add(now.side(at, side.sends(each.late())));
                }
            }
            if (side.late.isPresent()) {
                all.add(carryOut(now, at, side.sent(), side.late.get(), rules));
            }
        }
        return all;
    }

    private static List<Command> commands(Moment now, Side side, String token) {
        List<Command> all = new ArrayList<>();
        if (now.facts.state() == FleetState.CLOSED && now.past.outages < MOST_OUTAGES) {
            all.add(new Command("move", side.knownVersion, "", FleetState.OPEN, now.past.outages + 1, now.time));
        }
        if (now.past.leases < MOST_LEASES) {
            all.add(new Command("lease", 0, token, FleetState.OPEN, now.outage, now.time));
        }
        if (!side.token.isEmpty()) {
            all.add(new Command("complete", 0, side.token, FleetState.CLOSED, side.outage, now.time));
            all.add(new Command("complete", 0, side.token, FleetState.OPEN, side.outage, now.time));
        }
        return all;
    }

    private static Moment carryOut(
            Moment now, int at, Side side, Command command, Function<Facts, StoredRecord> rules) {
        StoredRecord record = rules.apply(now.facts);
        int notAfter = command.sentAt + PATIENCE;
        String name = "i" + at;
        Move move = new Move(command.to, WAIT, 1, name, "", notAfter);
        FleetRecord answer = switch (command.kind) {
            case "move" -> record.move(now.time, command.seenVersion, move);
            case "lease" -> record.lease(now.time, new Lease(name, command.token, LEASE, notAfter));
            default -> record.complete(now.time, command.token, move);
        };
        Side knows = side.knows(answer.version());
        Past past = now.past;
        int outage = now.outage;
        if (command.kind.equals("complete")) {
            knows = knows.leased("", 0);
        } else if (answer.done() && command.kind.equals("lease")) {
            knows = knows.leased(command.token, now.outage);
            past = past.lease();
        } else if (answer.done()) {
            past = past.outage();
            outage = past.outages;
        }
        Moment then = now.record(record.facts(), outage, past).side(at, knows);
        return answer.done() ? checked(now, then, command) : then;
    }

    private static Moment checked(Moment before, Moment after, Command command) {
        boolean moved = !command.kind.equals("lease");
        if (command.kind.equals("complete") && command.outage != before.outage) {
            return after.broken("a probe of outage " + command.outage + " decided about outage " + before.outage);
        }
        if (!before.past.back && before.time - command.sentAt >= PATIENCE) {
            return after.broken("a command was carried out after its time");
        }
        if (!moved && after.facts.version() != before.facts.version()) {
            return after.broken("a lease changed the version");
        }
        // Within one unit of the clock a version may come twice if the store forgets: the token protects then.
        boolean timePassed = !before.past.back && before.time > before.past.newestAt;
        if (moved && timePassed && after.facts.version() <= before.past.newest) {
            return after.broken("a version came twice");
        }
        return after;
    }

    /** The first error in any order of so many events, or the number of moments without one. */
    private static String walk(Function<Facts, StoredRecord> rules, int mostEvents) {
        Set<Moment> seen = new HashSet<>();
        Set<Moment> latest = Set.of(START);
        for (int events = 0; events < mostEvents; events++) {
            Set<Moment> next = new HashSet<>();
            for (Moment now : latest) {
                for (Moment each : after(now, rules)) {
                    if (!each.error.isEmpty()) {
                        return each.error;
                    }
                    if (seen.add(each)) {
                        next.add(each);
                    }
                }
            }
            latest = next;
        }
        return seen.size() + " moments";
    }

    @Test
    void shouldKeepItsPromisesInEveryOrderOfEvents() {
        String found = walk(StoredRecord::new, EVENTS);
        assertThat(found).endsWith(" moments");
        assertThat(Integer.parseInt(found.replace(" moments", ""))).isGreaterThan(500_000);
    }

    static List<Arguments> broken() {
        return List.of(
                Arguments.of("a counter that begins again", (Function<Facts, StoredRecord>)
                        facts -> new StoredRecord(facts) {
                            @Override
                            long nextVersion(long last, long nowMillis) {
                                return last + 1;
                            }
                        }),
                Arguments.of("no token", (Function<Facts, StoredRecord>) facts -> new StoredRecord(facts) {
                    @Override
                    boolean mayComplete(long nowMillis, String ofToken) {
                        return leaseRuns(nowMillis);
                    }
                }),
                Arguments.of("a lease that raises the version", (Function<Facts, StoredRecord>)
                        facts -> new StoredRecord(facts) {
                            @Override
                            long versionWithLease(long version) {
                                return version + 1;
                            }
                        }),
                Arguments.of("late commands", (Function<Facts, StoredRecord>) facts -> new StoredRecord(facts) {
                    @Override
                    boolean inTime(long nowMillis, long notAfterMillis) {
                        return true;
                    }
                }));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("broken")
    void shouldFindEachBrokenRule(String what, Function<Facts, StoredRecord> rules) {
        assertThat(walk(rules, EVENTS)).as(what).doesNotEndWith(" moments");
    }
}
