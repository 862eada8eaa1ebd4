// SPDX-License-Identifier: Apache-2.0
package io.switchgear.grpc;

import io.grpc.ClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.switchgear.Guard;
import io.switchgear.Permit;
import org.jspecify.annotations.Nullable;

/** Settles a call by what the service sends. Called by one thread at a time. */
final class GuardedListener<A> extends SimpleForwardingClientCallListener<A> {
    private final Guard guard;
    private final Permit permit;
    /** Whether the service may send several messages, for as long as it likes. */
    private final boolean isStream;
    /** The last message. Guarded by the order in which gRPC calls its listeners. */
    private @Nullable A last;

    GuardedListener(ClientCall.Listener<A> caller, Guard guard, Permit permit, MethodType type) {
        super(caller);
        this.guard = guard;
        this.permit = permit;
        this.isStream = !type.serverSendsOneMessage();
    }

    @Override
    public void onHeaders(Metadata headers) {
        permit.progressed();
        super.onHeaders(headers);
    }

    @Override
    public void onMessage(A message) {
        last = message;
        if (isStream) {
            permit.returned(message);
        }
        super.onMessage(message);
    }

    /** Settled first, so code that sees the end finds it counted. */
    @Override
    public void onClose(Status status, Metadata trailers) {
        settle(status, trailers);
        super.onClose(status, trailers);
    }

    private void settle(Status status, Metadata trailers) {
        if (status.isOk()) {
            permit.returned(last);
            return;
        }
        StatusRuntimeException thrown = status.asRuntimeException(trailers);
        if (!permit.threw(thrown) && isStream) {
            guard.recordFailure(thrown); // a stream that has been counted as a success breaks off
        }
    }
}
