// SPDX-License-Identifier: Apache-2.0
package io.switchgear.checks;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CallNotPermittedException;
import io.switchgear.CircuitBreaker;
import io.switchgear.Registration;
import io.switchgear.Snapshot;
import io.switchgear.State;
import io.switchgear.StateChange;
import io.switchgear.Totals;
import io.switchgear.recovery.Backoff;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.testkit.ManualTicker;
import io.switchgear.testkit.WayIn;
import io.switchgear.trip.TripRule;
import io.switchgear.window.Window;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ten thousand threads at once, virtual ones where there are any (on JDK 17 some platform threads take their place): the
 * breaker keeps its books, and no code of ours holds a virtual thread to its carrier. It is here rather than in core, whose
 * module does not read the flight recorder.
 */
class VirtualThreadsTest {
    private static final boolean VIRTUAL = Runtime.version().feature() >= 21;
    private static final int THREADS = 10_000;
    /** The first who use a class hold up those who come while they load it. */
    private static final int WARMING_UP = 600;

    private static final int CALLS = 12;
    /** So many calls in a row that the service is well, then ill. */
    private static final int SPELL = 3_000;

    @TempDir
    private Path folder;

    private final ManualTicker ticker = new ManualTicker();
    private final AtomicInteger served = new AtomicInteger();
    private final CircuitBreaker breaker = CircuitBreaker.of(
            "crowded",
            c -> c.window(Window.lastCalls(50))
                    .tripWhen(TripRule.failureRate(0.5).minimumCalls(20))
                    .slowCallsOver(Duration.ofDays(1))
                    .openFor(Backoff.fixed(Duration.ofNanos(100)))
                    .halfOpen(HalfOpen.probes(3).probeTimeout(Duration.ofDays(1)))
                    .ticker(ticker));

    @Test
    void shouldServeTenThousandAtOnceAndPinNone() throws Exception {
        Queue<StateChange> slowly = new ConcurrentLinkedQueue<>();
        List<StateChange> directly = new ArrayList<>();
        List<RecordedEvent> pinned;
        crowd(threads(), WARMING_UP);
        try (Recording recording = recording()) {
            ExecutorService threads = threads();
            Registration slow = breaker.onStateChange(
                    change -> {
                        dawdle();
                        slowly.add(change);
                    },
                    threads);
            Registration direct = breaker.onStateChange(directly::add);
            crowd(threads, THREADS);
            pinned = pinned(recording);
            slow.close();
            assertThat(directly).hasSizeGreaterThan(20);
            assertThat(slowly.size() + slow.dropped())
                    .as("changes heard or dropped")
                    .isEqualTo(directly.size() + direct.dropped());
        }
        assertThat(slowly).extracting(StateChange::sequence).isSorted();
        assertThat(pinned.stream().filter(VirtualThreadsTest::isOurs))
                .as("threads that our code pinned")
                .isEmpty();
        assertSound(breaker.snapshot());
    }

    /** The check above would notice. */
    @Test
    void shouldNoticeAThreadThatIsPinned() throws Exception {
        try (Recording recording = recording()) {
            ExecutorService threads = threads();
            Future<Object> pinning = threads.submit(() -> breaker.call(() -> Pinning.TOUCHED));
            Latches.ENTERED.await();
            while (Latches.pinned.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            Latches.LEAVE.countDown();
            pinning.get();
            end(threads);
            assertThat(pinned(recording).stream().anyMatch(VirtualThreadsTest::isOurs))
                    .isEqualTo(VIRTUAL);
        }
    }

    /** Waits while it is initialised, which holds a virtual thread to its carrier. */
    private static final class Pinning {
        static final Object TOUCHED = Latches.waited();
    }

    private static final class Latches {
        static final CountDownLatch ENTERED = new CountDownLatch(1);
        static final CountDownLatch LEAVE = new CountDownLatch(1);
        /** Written before it has entered. */
        static Thread pinned;

        static Object waited() {
            pinned = Thread.currentThread();
            ENTERED.countDown();
            try {
                LEAVE.await();
                return "left";
            } catch (InterruptedException stop) {
                throw new IllegalStateException(stop);
            }
        }
    }

    private void crowd(ExecutorService threads, int many) throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        List<Future<Object>> callers = new ArrayList<>();
        for (int thread = 0; thread < many; thread++) {
            WayIn way = WayIn.values()[thread % WayIn.values().length];
            callers.add(threads.submit(() -> {
                gate.await();
                for (int call = 0; call < CALLS; call++) {
                    callOnce(way);
                }
                return null;
            }));
        }
        gate.countDown();
        for (Future<Object> caller : callers) {
            caller.get(1, TimeUnit.MINUTES);
        }
        end(threads);
    }

    private void callOnce(WayIn way) {
        try {
            way.through(breaker, () -> {
                // Not the ill ones: a probe that yields comes back when all others have had their turns.
                if (served.incrementAndGet() / SPELL % 2 == 1) {
                    throw new IOException("ill");
                }
                Thread.yield();
                return "well";
            });
        } catch (CallNotPermittedException rejected) {
            ticker.advance(Duration.ofNanos(1));
        } catch (Exception ill) {
            assertThat(ill).hasMessage("ill");
        }
    }

    private static void dawdle() {
        for (int i = 0; i < 100; i++) {
            Thread.yield();
        }
    }

    private void assertSound(Snapshot end) {
        Totals totals = end.totals();
        assertThat(end.inFlight()).isZero();
        assertThat(totals.admitted() - totals.stale()).isEqualTo(totals.successes() + totals.failures());
        assertThat(totals.admitted()).isEqualTo(served.get());
        assertThat(end.userCodeFailures()).isZero();
        while (breaker.state() != State.CLOSED) {
            ticker.advance(Duration.ofNanos(100));
            breaker.acquire().success();
        }
    }

    private static ExecutorService threads() throws ReflectiveOperationException {
        return VIRTUAL
                ? (ExecutorService) Executors.class
                        .getMethod("newVirtualThreadPerTaskExecutor")
                        .invoke(null)
                : Executors.newFixedThreadPool(64);
    }

    private static void end(ExecutorService threads) throws InterruptedException {
        threads.shutdown();
        assertThat(threads.awaitTermination(1, TimeUnit.MINUTES))
                .as("all threads end")
                .isTrue();
    }

    private static Recording recording() {
        Recording recording = new Recording();
        recording.enable("jdk.VirtualThreadPinned").withoutThreshold().withStackTrace();
        recording.start();
        return recording;
    }

    private List<RecordedEvent> pinned(Recording recording) throws IOException {
        recording.stop();
        Path file = folder.resolve("pinned.jfr");
        recording.dump(file);
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().equals("jdk.VirtualThreadPinned"))
                .toList();
    }

    /** Whether code of the breaker's is on the stack. */
    private static boolean isOurs(RecordedEvent pinned) {
        return pinned.getStackTrace() == null
                || pinned.getStackTrace().getFrames().stream()
                        .map(frame -> frame.getMethod().getType().getName())
                        .anyMatch(type -> type.startsWith("io.switchgear.")
                                && !type.startsWith("io.switchgear.checks.")
                                && !type.startsWith("io.switchgear.testkit."));
    }
}
