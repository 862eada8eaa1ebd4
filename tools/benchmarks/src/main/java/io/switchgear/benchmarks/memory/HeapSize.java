// SPDX-License-Identifier: Apache-2.0
package io.switchgear.benchmarks.memory;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.openjdk.jol.info.GraphLayout;

/** Sizes on the heap, in bytes. Stateless. */
final class HeapSize {
    private static final int MANY = 100;
    private static final int COLLECTIONS = 5;

    private HeapSize() {}

    /** The size of everything reachable from an object. */
    static long of(Object root) {
        return GraphLayout.parseInstance(root).totalSize();
    }

    /** The size of one more object of a kind, without the parts that all of them share. */
    static long ofOneMore(Supplier<Object> kind) {
        Object[] one = {kind.get()};
        Object[] many =
                Stream.concat(Stream.of(one), Stream.generate(kind).limit(MANY)).toArray();
        return (of(many) - of(one) - (of(new Object[MANY]) - of(new Object[0]))) / MANY;
    }

    /** The bytes in use after a garbage collection. */
    static long used() {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < COLLECTIONS; i++) {
            memory.gc();
            least = Math.min(least, memory.getHeapMemoryUsage().getUsed());
        }
        return least;
    }
}
