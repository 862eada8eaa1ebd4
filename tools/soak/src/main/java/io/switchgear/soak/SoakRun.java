package io.switchgear.soak;

import io.switchgear.soak.breakers.Breakers;
import io.switchgear.soak.breakers.SoakedBreaker;
import io.switchgear.soak.breakers.SoakedKeys;
import io.switchgear.soak.calls.Callers;
import io.switchgear.soak.checks.Check;
import io.switchgear.soak.checks.Findings;
import io.switchgear.soak.checks.StackText;
import io.switchgear.soak.schedule.Entry;
import io.switchgear.soak.schedule.Episode;
import io.switchgear.soak.schedule.Schedule;
import io.switchgear.soak.service.ServiceProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A soak: episodes of faults, each followed by a recovery and by an audit while no call is out. Not thread-safe. */
final class SoakRun {
    private static final double FIRST_MINUTE_SECONDS = 60;
    private static final double PROGRESS_EVERY_SECONDS = 5;
    private static final Duration LONGEST_NAP = Duration.ofSeconds(1);
    /** The time until everything is quiet, except what has leaked. */
    private static final long QUIET_WITHIN_NANOS = TimeUnit.SECONDS.toNanos(20);

    private final SoakOptions options;
    private final Report report;
    private final Stopping stopping;
    private final Journal journal = new Journal();
    private final Findings findings;
    private int episodes;
    private double toldSeconds;
    private long heapBytes;
    private long firstHeapBytes;

    SoakRun(SoakOptions options, Report report, Stopping stopping) {
        this.options = options;
        this.report = report;
        this.stopping = stopping;
        this.findings = new Findings((check, figures) -> report.violation(check, figures, journal));
    }

    /** {@return the exit code} */
    int run() throws IOException {
        Leftovers leftovers = new Leftovers(findings, Leftovers.PATIENCE);
        Report.Summary summary = soak();
        boolean complete = !stopping.isAsked();
        if (complete) {
            leftovers.checkHeap(firstHeapBytes, heapBytes);
            leftovers.checkThreads();
        }
        report.summary(journal, summary, findings, complete);
        return findings.broken() > 0 ? 1 : complete ? 0 : Stopping.EXIT_CODE;
    }

    /** Runs the soak. Keeps no reference to the callers and their clients, whose threads must end. */
    private Report.Summary soak() throws IOException {
        try (Breakers breakers = new Breakers(findings);
                ServiceProcess service = ServiceProcess.start(breakers);
                Callers callers = new Callers(breakers, service.address(), findings)) {
            Recovery recovery = new Recovery(breakers, callers, findings, stopping);
            Stage stage = new Stage(service, breakers);
            Schedule schedule = new Schedule(options.seed(), Breakers.NAMES, SoakedKeys.KEYS);
            report.start(callers.size(), service.pid());
            try {
                callers.start(options.seed());
                while (!stopping.isAsked()
                        && journal.seconds() < options.length().toMillis() / 1e3) {
                    play(schedule.episode(++episodes), stage, breakers, callers);
                    stage.recover();
                    recovery.await();
                    audit(stage, breakers, callers);
                    callers.calm(false);
                }
            } finally {
                // A call may wait for the rest of an answer from a stopped service.
                service.resume();
            }
            return new Report.Summary(episodes, breakers, callers.counts(), recovery.count(), recovery.slowestNanos());
        }
    }

    private void play(Episode episode, Stage stage, Breakers breakers, Callers callers) throws IOException {
        long start = System.nanoTime();
        for (Entry entry : episode.entries()) {
            waitUntil(start, entry.atMillis(), breakers, callers);
            if (stopping.isAsked()) {
                return;
            }
            journal.done(entry);
            perform(entry, stage);
        }
        waitUntil(start, episode.millis(), breakers, callers);
    }

    /** Performs an action; an exception from a breaker is a finding like any other. */
    private void perform(Entry entry, Stage stage) throws IOException {
        RuntimeException thrown = null;
        try {
            stage.perform(entry.action());
        } catch (RuntimeException failed) {
            thrown = failed;
        }
        RuntimeException told = thrown;
        findings.hold(Check.MOVES, told == null, () -> entry + " has thrown " + StackText.of(told));
    }

    private void waitUntil(long startNanos, int millis, Breakers breakers, Callers callers) {
        long left = TimeUnit.MILLISECONDS.toNanos(millis);
        for (long now = left; now > 0 && !stopping.isAsked(); ) {
            now = left - (System.nanoTime() - startNanos);
            if (now > 0) {
                stopping.await(Duration.ofNanos(Math.min(now, LONGEST_NAP.toNanos())));
            }
            if (journal.seconds() - toldSeconds > PROGRESS_EVERY_SECONDS) {
                toldSeconds = journal.seconds();
                report.progress(journal, episodes, breakers, callers.counts(), findings);
            }
        }
    }

    private void audit(Stage stage, Breakers breakers, Callers callers) throws IOException {
        if (stopping.isAsked()) {
            return;
        }
        stage.hearReports();
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
