// SPDX-License-Identifier: Apache-2.0
package io.switchgear.model;

import io.switchgear.Made;
import io.switchgear.RejectionReason;
import io.switchgear.State;
import org.jspecify.annotations.Nullable;

/** How a {@link NaiveBreaker} lets calls in or refuses them. Not thread-safe. */
public final class NaiveDoor {
    private static final long WHOLE_CALL = 1L << 32;

    private final NaiveBreaker breaker;
    private final NaiveBooks books;

    public NaiveDoor(NaiveBreaker breaker) {
        this.breaker = breaker;
        this.books = breaker.books;
    }

    /** A call comes: {@code null} when it is refused. One that is counted nowhere has no phase. */
    @Nullable
    public NaiveGuest enter(boolean measured) {
        breaker.advanceIfDue();
        NaivePhase phase = breaker.phase;
        if (breaker.probes.rides()) {
            return new NaiveGuest(null, null);
        }
        breaker.refusedFor = refusal();
        if (breaker.refusedFor != null) {
            if (breaker.isShadow) {
                books.wouldReject++;
            } else {
                books.reject(breaker.refusedFor);
            }
            return null;
        }
        if (phase.state == State.DISABLED) {
            return new NaiveGuest(null, null);
        }
        if (phase.beside != null) {
            NaiveGuest guest = phase.beside.door.enter(measured);
            return guest == null ? new NaiveGuest(null, null) : guest;
        }
        books.admitted++;
        NaiveGuest guest = new NaiveGuest(breaker, phase);
        boolean aged = phase.counts && phase.stuckLimit > 0;
        boolean watched = breaker.config.abandonedAfter().isPresent();
        boolean doubtful = phase.counts && phase.doubt;
        boolean always =
                aged || phase.plan != null || breaker.config.slowCallsOver().isPresent();
        if (always || doubtful || (watched && measured)) {
            guest.start = books.ticks(books.now) == Made.NOT_MEASURED ? NaiveGuest.UNKNOWN : books.now;
        }
        if (aged) {
            phase.partEnd = books.now >= phase.partEnd ? books.now + phase.tenth() : phase.partEnd;
            guest.partEnd = phase.partEnd;
            phase.out.add(guest);
        }
        if (phase.plan != null) {
            breaker.probes.letIn(guest);
        }
        return guest;
    }

    private @Nullable RejectionReason refusal() {
        NaivePhase phase = breaker.phase;
        return switch (phase.state) {
            case OPEN -> RejectionReason.OPEN;
            case FORCED_OPEN -> RejectionReason.FORCED_OPEN;
            case HALF_OPEN ->
                phase.plan == null ? rampRefusal() : breaker.probes.isPlaceFree() ? null : RejectionReason.PROBES_BUSY;
            case SHEDDING -> phase.shedding.refuses(breaker) ? RejectionReason.SHED : null;
            default -> null;
        };
    }

    /** Each call earns the share; one passes when a whole call has been earned. */
    private @Nullable RejectionReason rampRefusal() {
        NaivePhase phase = breaker.phase;
        boolean passes = phase.earned >= WHOLE_CALL;
        phase.earned += (long) (NaiveView.share(phase, books.now) * WHOLE_CALL) - (passes ? WHOLE_CALL : 0);
        return passes ? null : RejectionReason.RAMP;
    }
}
