// SPDX-License-Identifier: Apache-2.0
package io.switchgear.simulation.table;

import io.switchgear.simulation.guard.Guards;
import io.switchgear.simulation.world.Failing;
import io.switchgear.simulation.world.Load;
import io.switchgear.simulation.world.Scenario;
import io.switchgear.simulation.world.Server;
import io.switchgear.simulation.world.Service;
import io.switchgear.simulation.world.VirtualTime;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** All tables. */
final class Grids {
    /** The normal capacity of a server in calls per second; below, the places in a deep and in a short queue. */
    private static final double CAPACITY = 250;

    private static final int DEEP = 2_000;
    private static final int SHORT = 125;
    /** The share that fails when nothing is wrong. */
    private static final double ORDINARY = 0.01;

    private static final double SHORTEST = 100;
    private static final double LONGEST = 159;
    private static final Load BUSY = Load.of(200);

    private static final Set<Guards> ONLY_IN_SOME = EnumSet.of(
            Guards.FORMER,
            Guards.TWO_OF_THREE,
            Guards.CAP_30,
            Guards.CAP_15,
            Guards.THREE_OF_FIVE,
            Guards.NO_JITTER,
            Guards.AT_90);
    private static final Set<Guards> RAMPS = EnumSet.of(Guards.RAMP_10, Guards.RAMP_30, Guards.RAMP_60);

    private Grids() {}

    static List<Grid> all() {
        return List.of(recovery(), independent(), shapes(), overload(), fleet());
    }

    private static Grid recovery() {
        return new Grid(
                "recovery",
                "The way back",
                "An outage of 20 s at 200 calls/s, with ordinary errors of e % always. Answered in the minute after, %.",
                rows(
                        RAMPS,
                        Guards.FORMER,
                        Guards.AT_90,
                        Guards.NO_JITTER,
                        Guards.SRE_15,
                        Guards.SRE_11,
                        Guards.EXCESS_20),
                IntStream.of(0, 1, 5, 10, 20)
                        .mapToObj(e -> scenario("e = " + e, BUSY, Failing.of(e / 100.0, 1), 20, 20))
                        .toList(),
                Cell::after,
                3);
    }

    private static Grid independent() {
        List<Scenario> columns = Stream.of(
                        shares(200, "", 5, 10, 20, 30, 40, 50, 60, 80, 90),
                        shares(10, " at 10/s", 40, 50, 60, 80),
                        shares(2, " at 2/s", 20, 30, 50))
                .flatMap(part -> part)
                .toList();
        return new Grid(
                "independent",
                "Independent failures",
                "A share of the calls, in %, fails for 100 to 159 s whatever is sent: shedding cures nothing. 200 calls/s "
                        + "where nothing else is said. Answered in the fault, % of the possible.",
                rows(
                        RAMPS,
                        Guards.FORMER,
                        Guards.TWO_OF_THREE,
                        Guards.CAP_30,
                        Guards.CAP_15,
                        Guards.THREE_OF_FIVE,
                        Guards.NO_JITTER),
                columns,
                Cell::goodput,
                1);
    }

    private static Stream<Scenario> shares(double perSecond, String name, int... percents) {
        return IntStream.of(percents)
                .mapToObj(percent -> scenario(
                        percent + name, Load.of(perSecond), Failing.of(ORDINARY, percent / 100.0), SHORTEST, LONGEST));
    }

    private static Grid shapes() {
        Failing.Share oneShard = (seconds, part) -> part == 0 ? 1 : ORDINARY;
        return new Grid(
                "shapes",
                "Other shapes",
                "At 200 calls/s, for 100 to 159 s except for the outage. Answered in the fault, % of the possible / answered "
                        + "in the minute after, % / seconds to recover / calls that failed in the fault (openings).",
                rows(ONLY_IN_SOME, Guards.RAMP_10, Guards.RAMP_60, Guards.SRE_15, Guards.SRE_11, Guards.EXCESS_20),
                List.of(
                        scenario("outage 20 s", BUSY, Failing.of(ORDINARY, 1), 20, 20),
                        scenario("all fail", BUSY, Failing.of(ORDINARY, 1), SHORTEST, LONGEST),
                        scenario("80 % fail", BUSY, Failing.of(ORDINARY, 0.8), SHORTEST, LONGEST),
                        shape("2 and 6 % in turn", (seconds, part) -> seconds % 40 < 20 ? 0.02 : 0.06, false),
                        shape("20 % hang 1 s", (seconds, part) -> 0.2, true),
                        shape("1 of 10 shards, one breaker", oneShard, false).parts(10, false),
                        shape("1 of 10 shards, a breaker each", oneShard, false).parts(10, true)),
                Cell::courseAndCost,
                1);
    }

    private static Scenario shape(String name, Failing.Share share, boolean hangs) {
        long took = hangs ? VirtualTime.SECOND : Failing.FAST_NANOS;
        return scenario(name, BUSY, Failing.of(ORDINARY, share, took), SHORTEST, LONGEST);
    }

    private static Grid overload() {
        return new Grid(
                "overload",
                "Overload",
                "A server of 250 calls/s, offered 200; callers wait 1 s and try once more. \"Deep\" is a queue of 2,000, "
                        + "\"short\" one of 125; what finds it full is refused at once. The twofold spike and the slump to 10 % "
                        + "last 20 s, the others 100 to 159 s. 1: one instance makes all calls; 20: twenty with a guard each. "
                        + "Answered in the fault, % of the possible / answered in the minute after, % / seconds to recover.",
                rows(ONLY_IN_SOME),
                Stream.of(1, 20).flatMap(Grids::overloads).toList(),
                Cell::course,
                1);
    }

    private static Stream<Scenario> overloads(int instances) {
        Load twofold = BUSY.inFault(2);
        return Stream.of(
                        scenario("spike, deep", twofold, Server.of(CAPACITY, 1, DEEP), 20, 20),
                        scenario("slump, deep", BUSY, Server.of(CAPACITY, 0.1, DEEP), 20, 20),
                        scenario("brown-out, deep", BUSY, Server.of(CAPACITY, 0.5, DEEP), SHORTEST, LONGEST),
                        scenario("400/s, deep", twofold, Server.of(CAPACITY, 1, DEEP), SHORTEST, LONGEST),
                        scenario("brown-out, short", BUSY, Server.of(CAPACITY, 0.5, SHORT), SHORTEST, LONGEST),
                        scenario("400/s, short", twofold, Server.of(CAPACITY, 1, SHORT), SHORTEST, LONGEST))
                .map(scenario -> scenario.named(scenario.name() + ", " + instances)
                        .after(100)
                        .parts(instances, true)
                        .impatient(1, 1));
    }

    private static Grid fleet() {
        return new Grid(
                "fleet",
                "Fleet",
                "So many instances of 10 calls/s each, with a guard each; for 270 to 330 s all calls fail, fast. Calls to the "
                        + "dead backend = % of the load / probes among them / most probes in 0.1 s / seconds until the last "
                        + "instance was closed / answered in the minute after, % / rejected in the three minutes after, %.",
                List.of(
                        Guards.DEFAULT,
                        Guards.FORMER,
                        Guards.CAP_30,
                        Guards.CAP_15,
                        Guards.NO_JITTER,
                        Guards.EXCESS,
                        Guards.EXCESS_GROWING,
                        Guards.PACED,
                        Guards.SHEDDING),
                IntStream.of(10, 50, 200).mapToObj(Grids::fleetOf).toList(),
                Cell::fleet,
                0.25);
    }

    private static Scenario fleetOf(int instances) {
        return scenario(String.valueOf(instances), Load.of(10.0 * instances), Failing.of(ORDINARY, 1), 270, 330)
                .after(180)
                .parts(instances, true);
    }

    private static Scenario scenario(String name, Load load, Service.Maker service, double shortest, double longest) {
        return Scenario.of(name, load, service, shortest, longest);
    }

    /** All guards except some. */
    private static List<Guards> rows(Set<Guards> without, Guards... more) {
        Set<Guards> rows = EnumSet.complementOf(EnumSet.copyOf(without));
        rows.removeAll(Arrays.asList(more));
        return List.copyOf(rows);
    }
}
