package io.switchgear.benchmarks.path;

import io.switchgear.benchmarks.guard.Contender;
import io.switchgear.benchmarks.guard.FieldRead;
import io.switchgear.benchmarks.guard.Guard;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * Measures a Kotlin suspending call whose operation does not suspend.
 *
 * <pre>java -cp benchmarks/target/classes:$(cat benchmarks/target/classpath.txt) org.openjdk.jmh.Main Suspending -f 1
 *   -prof gc</pre>
 */
@SuppressWarnings("NullAway.Init") // JMH sets the parameter and calls the set-up.
public class Suspending extends Path {
    @Param({"TWO_CLOCK_READS", "SWITCHGEAR", "R4J"})
    public Contender contender;

    private Guard guard;
    private FieldRead operation;

    @Setup
    public void close() {
        guard = contender.guard();
        operation = new FieldRead();
    }

    @Benchmark
    public @Nullable Object call() throws Exception {
        return guard.callSuspending(operation);
    }
}
