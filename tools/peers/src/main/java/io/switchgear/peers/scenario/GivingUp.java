// SPDX-License-Identifier: Apache-2.0
package io.switchgear.peers.scenario;

import io.switchgear.peers.adapter.Breaker;
import io.switchgear.peers.adapter.Recipe;
import io.switchgear.peers.adapter.Unit;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Scenarios of work that ends early, or late: given up by its callers, interrupted in disguise, broken off at its end. */
final class GivingUp {
    /** Longer than most callers wait. */
    private static final Duration LONG = Duration.ofMillis(1_200);

    private static final int INTERRUPTS = 9;

    private GivingUp() {}

    static List<Scenario> all() {
        return List.of(
                Scenario.of("opens when all calls hang until their callers give up", "C13", GivingUp::outage, "SG1"),
                Scenario.of("is not opened by impatient users between successes", "C13", GivingUp::impatience, "SG1"),
                Scenario.of("opens when all units of work break off at their end", "C14", GivingUp::units, "SG2"),
                Scenario.of("is not opened by sockets that an interrupt closes", "C3", GivingUp::sockets, "SG4"),
                Scenario.of("is not opened by failures of interrupted threads", "C3", GivingUp::flags, "SG4"));
    }

    private static Recipe recipe() {
        return new Recipe().minimum(4).usualRules().openFor(Bench.LONG_WAIT);
    }

    private static Finding outage(Bench bench) {
        Breaker breaker = bench.breaker(recipe());
        int letIn = 0;
        for (int round = 0; round < 5; round++) {
            letIn += bench.giveUp(breaker, 8, LONG);
        }
        boolean open = bench.isOpen(breaker);
        return Finding.of(
                open,
                "40 callers, 8 at a time, gave up a service that hangs, each after " + Wait.text(LONG) + ": "
                        + (open ? "open" : "closed") + ", and " + letIn + " had been let in");
    }

    private static Finding impatience(Bench bench) {
        Breaker breaker = bench.breaker(recipe());
        int letIn = 0;
        for (int round = 0; round < 3; round++) {
            letIn += bench.giveUp(breaker, 4, LONG);
            letIn += bench.giveUp(breaker, 4, Duration.ofMillis(20));
            bench.succeed(breaker);
            bench.succeed(breaker);
        }
        boolean open = bench.isOpen(breaker);
        return Finding.of(
                !open && letIn == 24,
                "24 callers gave up, early or after " + Wait.text(LONG)
                        + ", and after each 8 of them two calls succeeded: " + (open ? "open" : "closed") + ", and "
                        + letIn + " had been let in");
    }

    private static Finding units(Bench bench) {
        Breaker breaker =
                bench.breaker(new Recipe().minimum(4).percent(60).usualRules().openFor(Duration.ofSeconds(1)));
        int[] broken = {0};
        boolean opened = Wait.until(Duration.ofMillis(800), () -> {
            Optional<Unit> unit = bench.begin(breaker);
            unit.ifPresent(GivingUp::breakOff);
            broken[0] += unit.isPresent() ? 1 : 0;
            return unit.isEmpty();
        });
        if (!opened) {
            return Finding.of(false, broken[0] + " units of work broke off at their end: closed");
        }
        Wait.pass(breaker.openFor());
        boolean probed = Wait.until(Wait.LONG, () -> {
            Optional<Unit> unit = bench.begin(breaker);
            unit.ifPresent(GivingUp::breakOff);
            return unit.isPresent();
        });
        int letIn = bench.letsIn(breaker, 5);
        return Finding.of(
                probed && letIn == 0,
                broken[0] + " units of work broke off at their end, then the probe that was one: " + letIn
                        + " of 5 further calls were let in");
    }

    private static void breakOff(Unit unit) {
        unit.answered();
        unit.breakOff(new IOException("broken off"));
    }

    /** Interrupts as every blocking socket of a virtual thread reports them. */
    private static Finding sockets(Bench bench) {
        return interrupted(bench, "with a SocketException \"Closed by interrupt\"", () -> {
            throw new SocketException("Closed by interrupt");
        });
    }

    private static Finding flags(Bench bench) {
        return interrupted(bench, "with an IOException on a thread whose interrupt flag is set", () -> {
            Thread.currentThread().interrupt();
            throw new IOException("the pool is closed");
        });
    }

    private static Finding interrupted(Bench bench, String how, Callable<@Nullable String> operation) {
        Breaker breaker = bench.breaker(recipe());
        for (int i = 0; i < INTERRUPTS; i++) {
            bench.call(breaker, operation);
            Thread.interrupted();
        }
        boolean open = bench.isOpen(breaker);
        return Finding.of(!open, INTERRUPTS + " calls ended " + how + ": " + (open ? "open" : "closed"));
    }
}
