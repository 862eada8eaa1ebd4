package io.switchgear.benchmarks.path;

import io.switchgear.benchmarks.guard.Contender;
import io.switchgear.benchmarks.guard.Guard;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * Measures an open breaker that refuses a permit without an exception.
 *
 * <pre>java -cp benchmarks/target/classes:$(cat benchmarks/target/classpath.txt) org.openjdk.jmh.Main RejectedTryAcquire -f 1
 *   -prof gc</pre>
 */
@SuppressWarnings("NullAway.Init") // JMH sets the parameter and calls the set-up.
public class RejectedTryAcquire extends Path {
    @Param({"CLOCK_READ_AND_ADD", "SWITCHGEAR", "R4J", "FAILSAFE_STANDALONE"})
    public Contender contender;

    private Guard guard;

    @Setup
    public void open() {
        guard = contender.guard();
        guard.open();
    }

    @Benchmark
    public boolean tryAcquire() {
        return guard.tryAcquire();
    }
}
