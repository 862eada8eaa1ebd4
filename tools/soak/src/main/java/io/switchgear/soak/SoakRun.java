// SPDX-License-Identifier: Apache-2.0
package io.switchgear.soak;

import io.switchgear.soak.breakers.Breakers;
import io.switchgear.soak.breakers.SoakedBreaker;
import io.switchgear.soak.breakers.SoakedKeys;
import io.switchgear.soak.calls.Callers;
import io.switchgear.soak.checks.Check;
import io.switchgear.soak.checks.Findings;
import io.switchgear.soak.checks.StackText;
import io.switchgear.toolkit.Interruption;
import io.switchgear.toolkit.service.Behaviour;
import io.switchgear.toolkit.service.Pages;
import io.switchgear.toolkit.service.ServiceProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** One soak: episodes of faults, each followed by a recovery and by an audit while no call is out. Not thread-safe. */
final class SoakRun {
    private static final List<String> TARGETS =
            Stream.concat(Breakers.NAMES.stream(), SoakedKeys.KEYS.stream()).toList();

    private static final double FIRST_MINUTE_SECONDS = 60;
    private static final double PROGRESS_EVERY_SECONDS = 5;
    private static final Duration LONGEST_NAP = Duration.ofSeconds(1);
    /** Only something that has leaked is not quiet by then. */
    private static final long QUIET_WITHIN_NANOS = TimeUnit.SECONDS.toNanos(20);

    private final SoakOptions options;
    private final Report report;
    private final Interruption interruption;
    private final Journal journal = new Journal();
    private final Findings findings;
    private int episodes;
    private double toldSeconds;
    private long heapBytes;
    private long firstHeapBytes;

    SoakRun(SoakOptions options, Report report, Interruption interruption) {
        this.options = options;
        this.report = report;
        this.interruption = interruption;
        this.findings = new Findings((check, figures) -> report.violation(check, figures, journal));
    }

    /** {@return the exit code} */
    int run() throws IOException {
        Leftovers leftovers = new Leftovers(findings, Leftovers.PATIENCE);
        Report.Summary summary = soak();
        boolean complete = !interruption.isAsked();
        if (complete) {
            leftovers.checkHeap(firstHeapBytes, heapBytes);
            leftovers.checkThreads();
        }
        report.summary(journal, summary, findings, complete);
        return findings.broken() > 0 ? 1 : complete ? 0 : Interruption.EXIT_CODE;
    }

    /** Keeps nothing of the callers and their clients, whose threads must end. */
    private Report.Summary soak() throws IOException {
        try (Breakers breakers = new Breakers(findings);
                ServiceProcess service = ServiceProcess.start(Pages.ANY, 0, Breakers.PROBE_HEADER, breakers::arrived);
                Callers callers = new Callers(breakers, service.address(), findings)) {
            Recovery recovery = new Recovery(breakers, callers, findings, interruption);
            Schedule schedule = new Schedule(options.seed(), Breakers.NAMES, SoakedKeys.KEYS);
            report.start(callers.size(), service.pid());
            try {
                callers.start(options.seed());
                while (!interruption.isAsked()
                        && journal.seconds() < options.length().toMillis() / 1e3) {
                    play(schedule.episode(++episodes), service, breakers, callers);
                    recover(service, breakers);
                    recovery.await();
                    audit(service, breakers, callers);
                    callers.calm(false);
                }
            } finally {
                // A call may wait for the rest of an answer from a stopped service.
                service.resume();
            }
            return new Report.Summary(episodes, breakers, callers.counts(), recovery.count(), recovery.slowestNanos());
        }
    }

    private void play(Schedule.Episode episode, ServiceProcess service, Breakers breakers, Callers callers)
            throws IOException {
        long start = System.nanoTime();
        for (Entry entry : episode.entries()) {
            waitUntil(start, entry.atMillis(), breakers, callers);
            if (interruption.isAsked()) {
                return;
            }
            journal.done(entry);
            perform(entry, service, breakers);
        }
        waitUntil(start, episode.millis(), breakers, callers);
    }

    /** An exception that a breaker throws at a move is a finding like others. */
    private void perform(Entry entry, ServiceProcess service, Breakers breakers) throws IOException {
        RuntimeException thrown = null;
        try {
            entry.action().on(service, breakers);
        } catch (RuntimeException failed) {
            thrown = failed;
        }
        RuntimeException told = thrown;
        findings.hold(Check.MOVES, told == null, () -> entry + " has thrown " + StackText.of(told));
    }

    /** The service is well again when this returns, and nothing is held by hand. */
    private static void recover(ServiceProcess service, Breakers breakers) throws IOException {
        service.resume();
        service.behave(TARGETS, Behaviour.ANSWERS);
        breakers.single().forEach(SoakedBreaker::release);
        breakers.keyed().release();
    }

    private void waitUntil(long startNanos, int millis, Breakers breakers, Callers callers) {
        long left = TimeUnit.MILLISECONDS.toNanos(millis);
        for (long now = left; now > 0 && !interruption.isAsked(); ) {
            now = left - (System.nanoTime() - startNanos);
            if (now > 0) {
                interruption.await(Duration.ofNanos(Math.min(now, LONGEST_NAP.toNanos())));
            }
            if (journal.seconds() - toldSeconds > PROGRESS_EVERY_SECONDS) {
                toldSeconds = journal.seconds();
                report.progress(journal, episodes, breakers, callers.counts(), findings);
            }
        }
    }

    private void audit(ServiceProcess service, Breakers breakers, Callers callers) throws IOException {
        if (interruption.isAsked()) {
            return;
        }
        service.behave(List.of(TARGETS.get(0)), Behaviour.ANSWERS); // then all that it has to report has been read
        callers.whileAllAreBack(() -> {
            long start = System.nanoTime();
            while (!isQuiet(breakers) && System.nanoTime() - start < QUIET_WITHIN_NANOS) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
            }
            breakers.single().forEach(SoakedBreaker::audit);
            breakers.keyed().audit();
            heapBytes = Leftovers.heapBytes();
            if (firstHeapBytes == 0 || journal.seconds() <= FIRST_MINUTE_SECONDS) {
                firstHeapBytes = heapBytes;
            }
        });
    }

    private static boolean isQuiet(Breakers breakers) {
        return breakers.keyed().isQuiet() && breakers.single().stream().allMatch(SoakedBreaker::isQuiet);
    }
}
