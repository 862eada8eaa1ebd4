package io.switchgear.benchmarks.path;

import io.switchgear.benchmarks.guard.AsyncOperation;
import io.switchgear.benchmarks.guard.Contender;
import io.switchgear.benchmarks.guard.Guard;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * Measures an asynchronous call whose stage is already complete.
 *
 * <pre>java -cp benchmarks/target/classes:$(cat benchmarks/target/classpath.txt) org.openjdk.jmh.Main Async -f 1
 *   -prof gc</pre>
 */
@SuppressWarnings("NullAway.Init") // JMH sets the parameter and calls the set-up.
public class Async extends Path {
    @Param({"TWO_CLOCK_READS", "SWITCHGEAR", "R4J", "FAILSAFE"})
    public Contender contender;

    private Guard guard;
    private AsyncOperation operation;

    @Setup
    public void close() {
        guard = contender.guard();
        operation = new AsyncOperation();
    }

    /** The result is joined for all contenders, because Failsafe may complete it elsewhere. */
    @Benchmark
    public Object call() throws Exception {
        return guard.callAsync(operation).toCompletableFuture().join();
    }
}
