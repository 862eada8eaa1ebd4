package io.switchgear.benchmarks.path;

import io.switchgear.benchmarks.guard.Contender;
import io.switchgear.benchmarks.guard.FieldRead;
import io.switchgear.benchmarks.guard.Guard;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * Measures a call in two steps: a permit is acquired first, and the outcome is reported afterwards.
 *
 * <pre>java -cp benchmarks/target/classes:$(cat benchmarks/target/classpath.txt) org.openjdk.jmh.Main ByPermit -f 1
 *   -prof gc</pre>
 */
@SuppressWarnings("NullAway.Init") // JMH sets the parameter and calls the set-up.
public class ByPermit extends Path {
    @Param({"ADDS", "ONE_CLOCK_READ", "TWO_CLOCK_READS", "SWITCHGEAR", "R4J", "FAILSAFE_STANDALONE"})
    public Contender contender;

    private Guard guard;
    private FieldRead operation;

    @Setup
    public void close() {
        guard = contender.guard();
        operation = new FieldRead();
    }

    @Benchmark
    public Object call() throws Exception {
        return guard.callByPermit(operation);
    }
}
