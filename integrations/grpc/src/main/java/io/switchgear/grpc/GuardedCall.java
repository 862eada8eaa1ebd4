// SPDX-License-Identifier: Apache-2.0
package io.switchgear.grpc;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Deadline;
import io.grpc.ForwardingClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.switchgear.CallNotPermittedException;
import io.switchgear.DeadlinePassedException;
import io.switchgear.Guard;
import io.switchgear.Permit;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One call through a guard, which is asked when the call starts: until then there is nothing behind it. Used by one thread
 * at a time, as any call; cancelled by any.
 */
final class GuardedCall<Q, A> extends ForwardingClientCall<Q, A> {
    private final Guard guard;
    private final MethodDescriptor<Q, A> method;
    private final CallOptions options;
    private final Channel next;
    /** Replaced when the call has been admitted. */
    private volatile ClientCall<Q, A> call = new NoCall<>();
    /** The permit of an admitted call. */
    private volatile @Nullable Permit permit;

    GuardedCall(Guard guard, MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
        this.guard = guard;
        this.method = method;
        this.options = options;
        this.next = next;
    }

    @Override
    protected ClientCall<Q, A> delegate() {
        return call;
    }

    @Override
    public void start(Listener<A> caller, Metadata headers) {
        Permit admitted;
        try {
            admitted = withinDeadline().acquire();
        } catch (CallNotPermittedException rejection) {
            refuse(caller, Status.UNAVAILABLE, rejection);
            return;
        } catch (DeadlinePassedException late) {
            refuse(caller, Status.DEADLINE_EXCEEDED, late);
            return;
        }
        permit = admitted;
        try {
            call = next.newCall(method, options);
            call.start(new GuardedListener<>(caller, guard, admitted, method.getType()), headers);
        } catch (Throwable thrown) { // of another interceptor: the service has not been asked
            admitted.ignore();
            throw thrown;
        }
    }

    private Guard withinDeadline() {
        Deadline deadline = options.getDeadline();
        if (deadline == null) {
            return guard;
        }
        long remaining = deadline.timeRemaining(TimeUnit.NANOSECONDS);
        return guard.within(Duration.ofNanos(Math.max(0, remaining)));
    }

    private static void refuse(Listener<?> caller, Status status, RuntimeException refusal) {
        caller.onClose(status.withDescription(refusal.getMessage()).withCause(refusal), new Metadata());
    }

    /** Settled here: the end that the client makes of it comes later, on another thread. */
    @Override
    public void cancel(@Nullable String message, @Nullable Throwable cause) {
        Permit admitted = permit;
        if (admitted != null) {
            admitted.close();
        }
        call.cancel(message, cause);
    }

    /** Stands for a call that has not been admitted: everything that is done with it does nothing. */
    private static final class NoCall<Q, A> extends ClientCall<Q, A> {
        @Override
        public void start(Listener<A> caller, Metadata headers) {}

        @Override
        public void request(int messages) {}

        @Override
        public void cancel(@Nullable String message, @Nullable Throwable cause) {}

        @Override
        public void halfClose() {}

        @Override
        public void sendMessage(Q message) {}

        @Override
        public boolean isReady() {
            return false;
        }
    }
}
