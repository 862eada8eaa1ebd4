package io.switchgear.simulation.table;

import static io.switchgear.simulation.guard.Guards.*;

import io.switchgear.simulation.guard.Guards;
import io.switchgear.simulation.table.Grid.Column;
import io.switchgear.simulation.world.Failing;
import io.switchgear.simulation.world.Load;
import io.switchgear.simulation.world.Scenario;
import io.switchgear.simulation.world.Server;
import io.switchgear.simulation.world.VirtualTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** All tables. */
final class Grids {
    /** The share that fails when nothing is wrong. */
    private static final double ORDINARY = 0.01;

    private static final double SHORTEST = 100;
    private static final double LONGEST = 159;
    private static final Load BUSY = Load.of(200);

    private Grids() {}

    static List<Grid> all() {
        return List.of(recovery(), independent(), shapes(), overload(), fleet());
    }

    private static Grid recovery() {
        return new Grid(
                "recovery",
                "The way back",
                "An outage of 20 s, 200 calls/s, and errors of e % always. Answered in the minute after, %.",
                List.of(NONE, DEFAULT, TWO_OF_THREE, CAP, PROPOSED, THREE_OF_FIVE, RESILIENCE4J, EXCESS, EXCESS_BACKOFF),
                Stream.of(0, 1, 5, 10, 20)
                        .map(e -> column("e = " + e + " %", BUSY, Failing.of(e / 100.0, 1), 20, 20))
                        .toList(),
                Cell.AFTER,
                20);
    }

    private static Column column(
            String name, Load load, io.switchgear.simulation.world.Service.Maker service, double shortest, double longest) {
        return new Column(Scenario.of(name, load, service, shortest, longest), true);
    }

    private static Grid independent() {
        List<Column> columns = new ArrayList<>();
        IntStream.of(5, 10, 20, 30, 40, 50, 60, 80, 90)
                .mapToObj(share -> share(share, 200, share + " %"))
                .forEach(columns::add);
        IntStream.of(40, 50, 60, 80)
                .mapToObj(share -> share(share, 10, share + " % at 10/s"))
                .forEach(columns::add);
        IntStream.of(20, 30, 50)
                .mapToObj(share -> share(share, 2, share + " % at 2/s"))
                .forEach(columns::add);
        EnumSet<Guards> rows = EnumSet.allOf(Guards.class);
        return new Grid(
                "independent",
                "Independent failures",
                "A share of the calls fails for 100 to 159 s; shedding cures nothing. Answered in the fault, % of the possible.",
                List.copyOf(rows),
                columns,
                Cell.GOODPUT,
                20);
    }

    private static Column share(int percent, double perSecond, String name) {
        return column(name, Load.of(perSecond), Failing.of(ORDINARY, percent / 100.0), SHORTEST, LONGEST);
    }

    private static Grid shapes() {
        Scenario shard = Scenario.of(
                "1 of 10 shards: one breaker",
                BUSY,
                Failing.of(ORDINARY, (s, part) -> part == 0 ? 1 : ORDINARY, Failing.FAST_NANOS),
                SHORTEST,
                LONGEST);
        return new Grid(
                "shapes",
                "Other shapes",
                "",
                List.copyOf(EnumSet.allOf(Guards.class)),
                List.of(
                        column("outage 20 s", BUSY, Failing.of(ORDINARY, 1), 20, 20),
                        column("100 % fail", BUSY, Failing.of(ORDINARY, 1), SHORTEST, LONGEST),
                        column("80 % fail", BUSY, Failing.of(ORDINARY, 0.8), SHORTEST, LONGEST),
                        column(
                                "2/6 % in turn",
                                BUSY,
                                Failing.of(
                                        ORDINARY,
                                        (s, part) -> (int) (s / 20) % 2 == 0 ? 0.02 : 0.06,
                                        Failing.FAST_NANOS),
                                SHORTEST,
                                LONGEST),
                        column(
                                "20 % hang 1 s",
                                BUSY,
                                Failing.of(ORDINARY, (s, part) -> 0.2, VirtualTime.SECOND),
                                SHORTEST,
                                LONGEST),
                        new Column(shard.parts(10, false), true),
                        new Column(shard.parts(10, true), true)),
                Cell.COURSE_AND_COST,
                20);
    }

    private static Grid overload() {
        Load busy = BUSY;
        List<Column> columns = new ArrayList<>();
        for (int n : new int[] {1, 20}) {
            columns.add(over("spike, deep, " + n, busy.inFault(2), 1, 2000, 20, 20, n));
            columns.add(over("slump, deep, " + n, busy, 0.1, 2000, 20, 20, n));
            columns.add(over("brown-out, deep, " + n, busy, 0.5, 2000, SHORTEST, LONGEST, n));
            columns.add(over("400/s, deep, " + n, busy.inFault(2), 1, 2000, SHORTEST, LONGEST, n));
            columns.add(over("brown-out, short, " + n, busy, 0.5, 125, SHORTEST, LONGEST, n));
            columns.add(over("400/s, short, " + n, busy.inFault(2), 1, 125, SHORTEST, LONGEST, n));
        }
        return new Grid("overload", "Overload", "", List.copyOf(EnumSet.allOf(Guards.class)), columns, Cell.COURSE, 20);
    }

    private static Column over(String name, Load load, double share, int places, double shortest, double longest, int n) {
        return new Column(
                Scenario.of(name, load, Server.of(250, share, places), shortest, longest)
                        .after(100)
                        .parts(n, true)
                        .impatient(1, 1),
                true);
    }

    private static Grid fleet() {
        return new Grid(
                "fleet",
                "Fleet",
                "",
                List.of(DEFAULT, PROPOSED, CAP, NO_JITTER, EXCESS, EXCESS_BACKOFF),
                IntStream.of(10, 50, 200)
                        .mapToObj(n -> new Column(
                                Scenario.of(n + "", Load.of(10.0 * n), Failing.of(ORDINARY, 1), 270, 330)
                                        .after(180)
                                        .parts(n, true),
                                true))
                        .toList(),
                Cell.FLEET,
                8);
    }
}
