package io.switchgear.benchmarks.path;

import io.switchgear.benchmarks.guard.Contender;
import io.switchgear.benchmarks.guard.Guard;
import io.switchgear.benchmarks.guard.MixedOperations;
import io.switchgear.benchmarks.guard.Operation;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * Measures successful calls through ten closed breakers in turn, all with different configurations, with operations of
 * several classes and results of several types in turn. No two consecutive calls are of the same kind.
 *
 * <pre>java -cp benchmarks/target/classes:$(cat benchmarks/target/classpath.txt) org.openjdk.jmh.Main TenInTurn -f 1
 *   -prof gc</pre>
 */
@SuppressWarnings("NullAway.Init") // JMH sets the parameter and calls the set-up.
public class TenInTurn extends Path {
    @Param({"TWO_CLOCK_READS", "SWITCHGEAR"})
    public Contender contender;

    private Guard[] guards;
    /** The operations. Their number and that of the breakers have no common divisor, so each breaker meets each operation. */
    private final Operation[] operations = MixedOperations.make();

    private int guard;
    private int operation;

    @Setup
    public void close() {
        guards = contender.ten().toArray(Guard[]::new);
    }

    @Benchmark
    public Object call() throws Exception {
        guard = guard + 1 == guards.length ? 0 : guard + 1;
        operation = operation + 1 == operations.length ? 0 : operation + 1;
        return guards[guard].call(operations[operation]);
    }
}
