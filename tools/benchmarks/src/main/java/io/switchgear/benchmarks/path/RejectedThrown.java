package io.switchgear.benchmarks.path;

import io.switchgear.benchmarks.guard.Contender;
import io.switchgear.benchmarks.guard.FieldRead;
import io.switchgear.benchmarks.guard.Guard;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * Measures an open breaker that throws its refusal, which is caught by the caller.
 *
 * <pre>java -cp benchmarks/target/classes:$(cat benchmarks/target/classpath.txt) org.openjdk.jmh.Main RejectedThrown -f 1
 *   -prof gc -p contender=CLOCK_READ_AND_ADD,SWITCHGEAR,R4J</pre>
 */
@SuppressWarnings("NullAway.Init") // JMH sets the parameter and calls the set-up.
public class RejectedThrown extends Path {
    @Param({"CLOCK_READ_AND_ADD", "SWITCHGEAR", "R4J", "R4J_STACKLESS", "FAILSAFE", "SMALLRYE", "SENTINEL"})
    public Contender contender;

    private Guard guard;
    private FieldRead operation;

    @Setup
    public void open() {
        guard = contender.guard();
        guard.open();
        operation = new FieldRead();
    }

    @Benchmark
    public Object call() {
        try {
            return guard.call(operation);
        } catch (Exception rejected) {
            return rejected;
        }
    }
}
