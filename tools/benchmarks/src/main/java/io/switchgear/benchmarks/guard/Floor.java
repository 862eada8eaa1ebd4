// SPDX-License-Identifier: Apache-2.0
package io.switchgear.benchmarks.guard;

import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.reactivestreams.Publisher;

/** The unavoidable work of a breaker, and nothing else: the call, clock readings, striped adds. */
abstract class Floor extends Guard {
    /** The sink of clock readings, so that they are not optimised away. */
    final LongAdder unlucky = new LongAdder();

    /** Reads the clock in a way that cannot be optimised away; almost never equal to that one number. */
    final void read() {
        if (System.nanoTime() == Long.MIN_VALUE) {
            unlucky.increment();
        }
    }

    @Override
    public final Object callByPermit(Operation operation) throws Exception {
        return call(operation);
    }

    @Override
    public final Object callSuspending(Operation operation) throws Exception {
        return call(operation);
    }

    @Override
    public final void halfOpen() {}

    @Override
    public final void open() {}

    @Override
    public final void forceOpen() {}

    /** A lookup by key, the call and one clock reading. */
    static ByKey byKey() {
        Map<String, Guard> members = new ConcurrentHashMap<>();
        return (key, operation) ->
                members.computeIfAbsent(key, each -> new OneClockRead()).call(operation);
    }

    /** The call alone. */
    static final class Bare extends Floor {
        @Override
        public Object call(Operation operation) {
            return operation.call();
        }

        /** The subscription alone. */
        @Override
        public Publisher<Object> guarded(Publisher<Object> source) {
            return source;
        }
    }

    /** The call and one reading: the minimum for a time window, which must know when a call came back. */
    static final class OneClockRead extends Floor {
        @Override
        public Object call(Operation operation) {
            try {
                return operation.call();
            } finally {
                read();
            }
        }

        @Override
        public CompletionStage<Object> callAsync(AsyncOperation operation) {
            CompletionStage<Object> stage = operation.call();
            read();
            return stage;
        }
    }

    /** The call between two readings: the minimum for measuring its duration. */
    static final class TwoClockReads extends Floor {
        @Override
        public CompletionStage<Object> callAsync(AsyncOperation operation) {
            long start = System.nanoTime();
            CompletionStage<Object> stage = operation.call();
            if (System.nanoTime() - start < 0) {
                unlucky.increment();
            }
            return stage;
        }

        @Override
        public Object call(Operation operation) {
            long start = System.nanoTime();
            try {
                return operation.call();
            } finally {
                if (System.nanoTime() - start < 0) {
                    unlucky.increment();
                }
            }
        }
    }

    /**
     * The call and three striped adds: admission, end, window. It uses the JDK's own striped counter, with which
     * Switchgear's is compared.
     */
    static final class Adds extends Floor {
        private final LongAdder in = new LongAdder();
        private final LongAdder out = new LongAdder();
        private final LongAdder window = new LongAdder();

        @Override
        public Object call(Operation operation) {
            in.increment();
            try {
                return operation.call();
            } finally {
                out.increment();
                window.increment();
            }
        }

        /** The minimum for a refusal that does not depend on time. */
        @Override
        public boolean tryAcquire() {
            in.increment();
            return false;
        }
    }

    /** A reading and a striped add: the minimum for a refusal, which must check whether the wait is over and count. */
    static final class Refusal extends Floor {
        private final LongAdder rejected = new LongAdder();

        @Override
        public Object call(Operation operation) {
            return tryAcquire();
        }

        @Override
        public boolean tryAcquire() {
            read();
            rejected.increment();
            return false;
        }

        @Override
        public boolean attempt(Operation operation) {
            return tryAcquire();
        }
    }
}
