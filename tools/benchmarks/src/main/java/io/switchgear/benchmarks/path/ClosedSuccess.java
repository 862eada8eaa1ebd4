package io.switchgear.benchmarks.path;

import io.switchgear.benchmarks.guard.Contender;
import io.switchgear.benchmarks.guard.FieldRead;
import io.switchgear.benchmarks.guard.Guard;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Measures a successful call through a closed breaker.
 *
 * <pre>java -cp benchmarks/target/classes:$(cat benchmarks/target/classpath.txt) org.openjdk.jmh.Main ClosedSuccess -f 1
 *   -prof gc -p contender=ONE_CLOCK_READ,SWITCHGEAR,R4J</pre>
 */
@SuppressWarnings("NullAway.Init") // JMH sets the parameter and calls the set-up.
public class ClosedSuccess extends Path {
    @Param
    public Contender contender;

    private Guard guard;

    /** The state of each thread. */
    @State(Scope.Thread)
    public static class Work {
        final FieldRead operation = new FieldRead();
    }

    @Setup
    public void close() {
        guard = contender.guard();
    }

    @Benchmark
    public Object call(Work work) throws Exception {
        return guard.call(work.operation);
    }
}
