package io.switchgear;

import io.switchgear.outcome.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The contract's state machine written as plainly as can be: one thread, everything worked out anew at each step. It trips on
 * a run of failures and waits ten nanoseconds for each attempt. The oracle of {@link WholeLifeTest}. Not thread-safe.
 */
final class NaiveBreaker {
    static final long WAIT_NANOS = 10;

    /** One call that was let in. */
    static final class Guest {
        private final int phase;
        private final long deadline;

        Guest(int phase, long deadline) {
            this.phase = phase;
            this.deadline = deadline;
        }
    }

    private final int run;
    private final int permitted;
    private final int required;
    private final int concurrent;
    private final long leaseNanos;

    State state = State.CLOSED;
    long since;
    int attempt;
    long admitted;
    long successes;
    long failures;
    long ignored;
    long late;
    long rejectedOpen;
    long rejectedBusy;
    int failuresInARow;
    int good;
    int bad;
    final List<Guest> probesOut = new ArrayList<>();
    /** Each change as text. */
    final List<String> changes = new ArrayList<>();

    private int phase;
    private long lastWait;

    NaiveBreaker(int run, int permitted, int required, int concurrent, long leaseNanos) {
        this.run = run;
        this.permitted = permitted;
        this.required = required;
        this.concurrent = concurrent;
        this.leaseNanos = leaseNanos;
    }

    @Nullable
    Guest admit(long now) {
        catchUp(now);
        if (state == State.OPEN) {
            rejectedOpen++;
            return null;
        }
        if (state == State.HALF_OPEN
                && (probesOut.size() >= concurrent || good + bad + probesOut.size() >= permitted)) {
            rejectedBusy++;
            return null;
        }
        admitted++;
        Guest guest = new Guest(phase, now + leaseNanos);
        if (state == State.HALF_OPEN) {
            probesOut.add(guest);
        }
        return guest;
    }

    void settle(Guest guest, Outcome outcome, long now) {
        catchUp(now);
        boolean current = guest.phase == phase && (state == State.CLOSED || probesOut.remove(guest));
        if (!current) {
            late++;
            return;
        }
        switch (outcome) {
            case SUCCESS -> {
                successes++;
                failuresInARow = 0;
                good += state == State.HALF_OPEN ? 1 : 0;
            }
            case FAILURE -> {
                failures++;
                failuresInARow += state == State.CLOSED ? 1 : 0;
                bad += state == State.HALF_OPEN ? 1 : 0;
            }
            case IGNORED -> ignored++;
        }
        if (state == State.CLOSED && failuresInARow >= run) {
            attempt = now - since < lastWait ? attempt + 1 : 1;
            open(now);
        }
        decide(now);
    }

    /** Does all that has fallen due, one thing after the other. */
    private void catchUp(long now) {
        for (; ; ) {
            if (state == State.OPEN && now - since >= lastWait) {
                go(State.HALF_OPEN, since + lastWait);
            } else if (state == State.HALF_OPEN && !probesOut.isEmpty() && now >= probesOut.get(0).deadline) {
                Guest expired = probesOut.remove(0);
                bad++;
                decide(expired.deadline);
            } else {
                return;
            }
        }
    }

    private void decide(long at) {
        if (state == State.HALF_OPEN && good >= required) {
            go(State.CLOSED, at);
        } else if (state == State.HALF_OPEN && bad > permitted - required) {
            attempt++;
            open(at);
        }
    }

    private void open(long at) {
        go(State.OPEN, at);
        lastWait = WAIT_NANOS * attempt;
    }

    private void go(State to, long at) {
        changes.add(state + ">" + to + "@" + at);
        state = to;
        since = at;
        phase++;
        failuresInARow = 0;
        good = 0;
        bad = 0;
        probesOut.clear();
    }
}
