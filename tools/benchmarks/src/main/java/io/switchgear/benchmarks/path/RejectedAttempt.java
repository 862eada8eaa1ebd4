package io.switchgear.benchmarks.path;

import io.switchgear.benchmarks.guard.Contender;
import io.switchgear.benchmarks.guard.FieldRead;
import io.switchgear.benchmarks.guard.Guard;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * Measures an open breaker that returns its refusal as a value. Of the Java libraries only Switchgear supports that.
 *
 * <pre>java -cp benchmarks/target/classes:$(cat benchmarks/target/classpath.txt) org.openjdk.jmh.Main RejectedAttempt -f 1
 *   -prof gc</pre>
 */
@SuppressWarnings("NullAway.Init") // JMH sets the parameter and calls the set-up.
public class RejectedAttempt extends Path {
    @Param({"CLOCK_READ_AND_ADD", "SWITCHGEAR"})
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
    public boolean attempt() {
        return guard.attempt(operation);
    }
}
