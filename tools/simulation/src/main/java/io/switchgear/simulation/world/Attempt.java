// SPDX-License-Identifier: Apache-2.0
package io.switchgear.simulation.world;

/**
 * A call that a guard has admitted, the first one of its request or a retry. As an event, it ends with the outcome decided
 * before.
 */
public final class Attempt implements Runnable {
    /** The part of the service, or the instance, that it belongs to. */
    public final int part;

    final Request request;
    /** The outcome that the service has decided. */
    boolean succeeds;

    private final World world;
    private final Object admission;
    private final long beginNanos;
    private boolean ended;

    Attempt(World world, Request request, Object admission) {
        this.world = world;
        this.request = request;
        this.part = request.part();
        this.admission = admission;
        this.beginNanos = world.now();
    }

    /** A request to the service, and the attempts at it. */
    record Request(int part, int retries, long beginNanos) {
        Request again() {
            return new Request(part, retries - 1, beginNanos);
        }
    }

    @Override
    public void run() {
        end(succeeds);
    }

    /** Ends the call by the service. A call that its caller has given up by then is not notified. */
    void end(boolean success) {
        if (!ended) {
            ended = true;
            world.ended(this, admission, beginNanos, success);
        }
    }

    /** Ends the caller's wait. */
    void timeOut() {
        end(false);
    }
}
