// SPDX-License-Identifier: Apache-2.0
package io.switchgear.soak.calls;

import io.switchgear.soak.breakers.Breakers;
import io.switchgear.soak.breakers.Door;
import io.switchgear.soak.breakers.Named;
import io.switchgear.soak.breakers.Target;
import io.switchgear.soak.checks.Check;
import io.switchgear.soak.checks.Findings;
import io.switchgear.soak.checks.StackText;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** Hundreds of threads that make calls through the breakers, until this is closed. Thread-safe. */
public final class Callers implements AutoCloseable {
    private static final int CALLERS = 200;
    private static final int LONGEST_THOUGHT_MILLIS = 700;
    private static final int LONGEST_CALM_THOUGHT_MILLIS = 250;
    private static final int CANCELLERS = 2;
    private static final Way[] WAYS = Way.values();

    private final Breakers breakers;
    private final ExecutorService helpers = Executors.newCachedThreadPool(Named.threads("soak-helper"));
    private final ScheduledExecutorService canceller =
            Executors.newScheduledThreadPool(CANCELLERS, Named.threads("soak-canceller"));
    private final CallCounts counts = new CallCounts();
    private final Tools tools;
    private final List<Thread> threads = new ArrayList<>();
    /** Held for reading by each call; a thread that holds it for writing knows that no call is out. */
    private final ReadWriteLock gate = new ReentrantReadWriteLock();
    /** The calls out that may be disturbed. */
    private final AtomicInteger wild = new AtomicInteger();

    private volatile boolean calm;
    private volatile boolean closed;

    public Callers(Breakers breakers, InetSocketAddress service, Findings findings) {
        this.breakers = breakers;
        this.tools = new Tools(new Clients(service, helpers), canceller, helpers, findings, counts);
    }

    /**
     * Starts the threads.
     *
     * @param seed the seed of the callers' actions; their order is left to the machine
     */
    public void start(long seed) {
        SplittableRandom seeds = new SplittableRandom(seed);
        for (int i = 0; i < CALLERS; i++) {
            SplittableRandom random = seeds.split();
            Thread thread = new Thread(() -> work(random), "soak-caller-" + i);
            threads.add(thread);
            thread.start();
        }
    }

    public int size() {
        return CALLERS;
    }

    public CallCounts counts() {
        return counts;
    }

    /** Sets whether calls that begin from now on are left undisturbed. */
    public void calm(boolean wanted) {
        calm = wanted;
    }

    /** Whether calls are out that began before the calm. */
    public boolean areWild() {
        return wild.get() > 0;
    }

    /** Runs something while no call is out and none begins. */
    public void whileAllAreBack(Runnable stocktaking) {
        gate.writeLock().lock();
        try {
            stocktaking.run();
        } finally {
            gate.writeLock().unlock();
        }
    }

    private void work(SplittableRandom random) {
        while (!closed) {
            gate.readLock().lock();
            try {
                if (!closed) {
                    turn(random);
                }
            } catch (RuntimeException | Error unexpected) {
                // Its records are no longer right: it stays away, and later checks may report violations too.
                tools.findings().hold(Check.TOLD, false, () -> "a caller has died with " + StackText.of(unexpected));
                return;
            } finally {
                gate.readLock().unlock();
            }
            int longest = calm ? LONGEST_CALM_THOUGHT_MILLIS : LONGEST_THOUGHT_MILLIS;
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(longest)));
        }
    }

    private void turn(SplittableRandom random) {
        wild.incrementAndGet();
        boolean undisturbed = calm;
        if (undisturbed) {
            wild.decrementAndGet();
        }
        // Usually not set: a caller may also arrive with its interrupt flag set.
        if (undisturbed || random.nextInt(50) > 0) {
            Thread.interrupted();
        }
        long nanos = System.nanoTime();
        int breakersAndKeys = breakers.single().size() + 1;
        if (Rush.isOn(nanos)) {
            Service rush = new Rush(undisturbed || random.nextBoolean());
            int which = Rush.which(nanos, breakersAndKeys);
            for (int i = 0; i < Rush.CALLS; i++) {
                call(which, rush, random, true, undisturbed);
            }
        } else {
            int which = random.nextInt(breakersAndKeys);
            boolean mute = !undisturbed && Rush.isMute(nanos, which, breakersAndKeys);
            call(which, mute ? new Mute() : tools.clients(), random, undisturbed || mute, undisturbed);
        }
        if (!undisturbed) {
            wild.decrementAndGet();
        }
    }

    private void call(int which, Service service, SplittableRandom random, boolean undisturbed, boolean recovering) {
        boolean isSingle = which < breakers.single().size();
        Door door = isSingle
                ? breakers.single().get(which).door()
                : breakers.keyed().door();
        Target target = isSingle
                ? breakers.single().get(which).target()
                : breakers.keyed().target(random, recovering);
        Way some = WAYS[random.nextInt(WAYS.length)];
        // Rarely, and not when breakers should close.
        Way way = some == Way.RECORD && (undisturbed || random.nextInt(4) > 0) ? Way.CALL : some;
        new SyncTurn(new Turn(tools, service, door, target, way, random, undisturbed)).play();
    }

    /** Ends all threads, after waiting for the calls that are out. */
    @Override
    public void close() {
        closed = true;
        boolean interrupted = false;
        for (Thread thread : threads) {
            LockSupport.unpark(thread);
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException later) {
                    interrupted = true;
                }
            }
        }
        canceller.shutdownNow();
        helpers.shutdown(); // pending work of the HTTP client there still completes
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
