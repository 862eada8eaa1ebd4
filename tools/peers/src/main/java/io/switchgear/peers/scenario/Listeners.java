// SPDX-License-Identifier: Apache-2.0
package io.switchgear.peers.scenario;

import io.switchgear.peers.adapter.Breaker;
import io.switchgear.peers.adapter.HandClock;
import io.switchgear.peers.adapter.Recipe;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Scenarios of listeners, and of their effects on the breaker. */
final class Listeners {
    private Listeners() {}

    static List<Scenario> all() {
        return List.of(
                Scenario.of("tells other listeners when one throws", "C50", Listeners::others, "RJ18"),
                Scenario.of("closes, and disturbs no call, though a listener throws", "C50", Listeners::machine, "SE6"),
                Scenario.of("lets a listener wait for another thread's call", "C50", Listeners::waits, "FS7", "GB2"),
                Scenario.of("tells a listener nothing that was taken away", "C50", Listeners::removed, "RJ27"),
                Scenario.of("tells that it was reset", "C50", Listeners::reset, "SR2"),
                Scenario.of("has counted a call before it tells of it", "C50", Listeners::counted, "RJ20"),
                Scenario.of("tells of a rejection once", "C70", Listeners::rejection, "RJ19"),
                Scenario.of("interrupts no listener", "C22", Listeners::interrupted, "RJ17"));
    }

    private static Finding others(Bench bench) {
        List<String> heard = new CopyOnWriteArrayList<>();
        Breaker breaker = bench.breaker(new Recipe()
                .listener(state -> {
                    throw new ArithmeticException("a listener");
                })
                .listener(heard::add));
        bench.trip(breaker);
        return Finding.of(
                heard.equals(List.of("OPEN")),
                "the first listener threw when it opened; the second has heard " + heard);
    }

    private static Finding machine(Bench bench) {
        Breaker breaker = bench.breaker(new Recipe().listener(state -> {
            throw new ArithmeticException("a listener");
        }));
        AtomicInteger foreign = new AtomicInteger();
        Wait.until(Wait.LONG, () -> {
            Result result = bench.fail(breaker);
            foreign.addAndGet(result.letIn() && !(result.thrown() instanceof IOException) ? 1 : 0);
            return result.rejected();
        });
        boolean closed = Wait.until(breaker.openFor().multipliedBy(2).plusSeconds(1), () -> {
            Result result = bench.succeed(breaker);
            foreign.addAndGet(result.thrown() != null && !result.rejected() ? 1 : 0);
            return result.thrown() == null;
        });
        int letIn = bench.letsIn(breaker, 5);
        return Finding.of(
                closed && letIn == 5 && foreign.get() == 0,
                "each change threw at its listener: " + letIn + " of 5 calls were let in "
                        + (closed ? "after a probe had succeeded" : "though probes succeed") + ", and " + foreign
                        + " callers got the listener's exception");
    }

    private static Finding waits(Bench bench) {
        AtomicBoolean done = new AtomicBoolean();
        Breaker[] breaker = new Breaker[1];
        breaker[0] = bench.breaker(new Recipe().listener(state -> {
            CountDownLatch back = new CountDownLatch(1);
            Thread other = new Thread(() -> {
                bench.succeed(breaker[0]);
                back.countDown();
            });
            other.setDaemon(true);
            other.start();
            try {
                done.set(back.await(2, TimeUnit.SECONDS));
            } catch (InterruptedException never) {
                Thread.currentThread().interrupt();
            }
        }));
        bench.trip(breaker[0]);
        return Finding.of(
                done.get(),
                "told that it opens, the listener saw another thread's call " + (done.get() ? "" : "not ")
                        + "come back within 2 s");
    }

    private static Finding removed(Bench bench) {
        List<String> heard = new CopyOnWriteArrayList<>();
        Breaker breaker = bench.breaker(new Recipe());
        Runnable removal = breaker.listen(heard::add);
        bench.trip(breaker);
        List<String> before = List.copyOf(heard);
        removal.run();
        bench.firstLetIn(breaker, () -> "ok");
        return Finding.of(
                before.equals(List.of("OPEN")) && heard.equals(before),
                "heard before it was taken away: " + before + ", in the end: " + heard);
    }

    private static Finding reset(Bench bench) {
        List<String> heard = new CopyOnWriteArrayList<>();
        Breaker breaker = bench.breaker(new Recipe().openFor(Bench.LONG_WAIT).listener(heard::add));
        bench.trip(breaker);
        breaker.close();
        boolean told = Wait.until(Duration.ofMillis(500), () -> heard.contains("CLOSED"));
        boolean letIn = bench.succeed(breaker).letIn();
        return Finding.of(told, "reset when open, calls are " + (letIn ? "let in" : "rejected") + "; heard: " + heard);
    }

    private static Finding counted(Bench bench) {
        List<Long> seen = new CopyOnWriteArrayList<>();
        Breaker[] breaker = new Breaker[1];
        breaker[0] = bench.breaker(new Recipe().onSuccess(() -> seen.add(breaker[0].calls())));
        breaker[0].calls();
        bench.succeed(breaker[0]);
        return Finding.of(
                seen.equals(List.of(1L)), "told of the first success, a listener sees that many calls: " + seen);
    }

    /** Another call becomes the probe at the moment when this one finds that the wait is over. */
    private static Finding rejection(Bench bench) {
        AtomicInteger told = new AtomicInteger();
        HandClock clock = new HandClock();
        Breaker breaker = bench.breaker(new Recipe().clock(clock).onRejected(told::incrementAndGet));
        bench.trip(breaker);
        clock.pass(Duration.ofSeconds(1));
        told.set(0);
        clock.atNextRead(() -> bench.hang(breaker).isIn());
        boolean rejected = bench.succeed(breaker).rejected();
        return Finding.of(
                rejected && told.get() == 1,
                "a call that lost the race to be the probe was " + (rejected ? "rejected" : "let in") + " and told of "
                        + told + " times");
    }

    private static Finding interrupted(Bench bench) {
        List<String> heard = new CopyOnWriteArrayList<>();
        Breaker breaker = bench.breaker(new Recipe()
                .timer()
                .halfOpenLimit(Duration.ofMillis(100))
                .listener(state -> heard.add(Thread.currentThread().isInterrupted() ? state + " interrupted" : state)));
        bench.trip(breaker);
        bench.hangingProbe(breaker);
        Wait.until(
                Wait.LONG,
                () -> heard.stream().filter(state -> state.startsWith("OPEN")).count() >= 2);
        return Finding.of(
                heard.stream().noneMatch(state -> state.endsWith("interrupted")),
                "with a probe that hangs the listener was told: " + heard.subList(0, Math.min(4, heard.size())));
    }
}
