package io.switchgear.benchmarks.guard;

import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What a breaker cannot do without, and nothing else: the call, clock readings, striped adds. */
abstract class Floor extends Guard {
    /** Where clock readings go, so that they are not optimised away. */
    final LongAdder unlucky = new LongAdder();

    /** A reading that nobody may leave out; hardly ever that one number. */
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

    /** Finding something by a key, the call and one clock reading. */
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
    }

    /** The call and one reading: what a time window needs, which must know when a call came back. */
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

    /** The call between two readings: what measuring its duration needs. */
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
     * The call and three striped adds: in, out, window. By the JDK's own striped counter, which is what Switchgear's is
     * measured against.
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

        /** What refusing needs where no time is looked at. */
        @Override
        public boolean tryAcquire() {
            in.increment();
            return false;
        }
    }

    /** A reading and a striped add: what refusing a call needs, which must know whether the wait is over and count. */
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
