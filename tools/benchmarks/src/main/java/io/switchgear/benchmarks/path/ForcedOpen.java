package io.switchgear.benchmarks.path;

import io.switchgear.benchmarks.guard.Contender;
import io.switchgear.benchmarks.guard.Guard;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * Measures a refusal while the breaker is forced open by hand, which does not depend on time.
 *
 * <pre>java -cp benchmarks/target/classes:$(cat benchmarks/target/classpath.txt) org.openjdk.jmh.Main ForcedOpen -f 1
 *   -prof gc</pre>
 */
@SuppressWarnings("NullAway.Init") // JMH sets the parameter and calls the set-up.
public class ForcedOpen extends Path {
    @Param({"ADDS", "SWITCHGEAR", "R4J"})
    public Contender contender;

    private Guard guard;

    @Setup
    public void hold() {
        guard = contender.guard();
        guard.forceOpen();
    }

    @Benchmark
    public boolean tryAcquire() {
        return guard.tryAcquire();
    }
}
