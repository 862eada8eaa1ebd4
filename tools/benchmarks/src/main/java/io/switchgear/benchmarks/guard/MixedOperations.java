// SPDX-License-Identifier: Apache-2.0
package io.switchgear.benchmarks.guard;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Operations of several classes with results of several types, as in a process that does more than one thing. */
public final class MixedOperations {
    private MixedOperations() {}

    /** Creates the operations for one thread. */
    public static Operation[] make() {
        return new Operation[] {
            reading("text"),
            new Same(42),
            new Boxed(1_000_000),
            reading(List.of("a", "list")),
            new Same(new HashMap<>(Map.of("a", "map"))),
            new Same(null),
            new Boxed(Long.MAX_VALUE),
            reading(new byte[] {1, 2, 3}),
            new Same(true),
        };
    }

    private static Operation reading(Object value) {
        FieldRead operation = new FieldRead();
        operation.replace(value);
        return operation;
    }

    private static final class Same extends Operation {
        private final @Nullable Object value;

        Same(@Nullable Object value) {
            this.value = value;
        }

        @Override
        @SuppressWarnings("NullAway") // Some return null on purpose.
        public Object call() {
            return value;
        }
    }

    private static final class Boxed extends Operation {
        private Number value;

        Boxed(Number value) {
            this.value = value;
        }

        @Override
        public Object call() {
            return value;
        }
    }
}
