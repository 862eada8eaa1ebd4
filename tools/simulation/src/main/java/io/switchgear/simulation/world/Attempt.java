package io.switchgear.simulation.world;

/** One call that a guard has let through, the first one of its request or a retry. As an event, it ends as was decided. */
public final class Attempt implements Runnable {
    /** The part of the service, or the instance, that it belongs to. */
    public final int part;

    final Request request;
    /** How the service has decided that it ends. */
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

    /** Something that is wanted from the service, with the attempts at it. */
    record Request(int part, int retries, long beginNanos) {
        Request again() {
            return new Request(part, retries - 1, beginNanos);
        }
    }

    @Override
    public void run() {
        end(succeeds);
    }

    /** The service is done with it. A call that its caller has given up by then is not told. */
    void end(boolean success) {
        if (!ended) {
            ended = true;
            world.ended(this, admission, beginNanos, success);
        }
    }

    /** The caller's patience is over. */
    void timeOut() {
        end(false);
    }
}
