package io.switchgear.benchmarks.path;

import io.switchgear.benchmarks.guard.Contender;
import io.switchgear.benchmarks.guard.FailingRead;
import io.switchgear.benchmarks.guard.Guard;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Measures a call through a closed breaker when some calls fail, too few to open it. The exception itself costs all
 * contenders the same: it is created beforehand, without a stack trace.
 *
 * <pre>java -cp benchmarks/target/classes:$(cat benchmarks/target/classpath.txt) org.openjdk.jmh.Main ClosedFailures -f 1
 *   -prof gc -p percent=30 -p contender=TWO_CLOCK_READS,SWITCHGEAR,R4J</pre>
 */
@SuppressWarnings("NullAway.Init") // JMH sets the parameters and calls the set-up.
public class ClosedFailures extends Path {
    @Param
    public Contender contender;

    @Param({"5", "30"})
    public int percent;

    private Guard guard;

    /** The state of each thread. */
    @State(Scope.Thread)
    public static class Work {
        private FailingRead operation;

        @Setup
        public void prepare(ClosedFailures path) {
            operation = new FailingRead(path.percent);
        }
    }

    @Setup
    public void close() {
        guard = contender.guard();
    }

    @Benchmark
    public Object call(Work work) throws Exception {
        try {
            return guard.call(work.operation);
        } catch (FailingRead.Failure failed) {
            return failed;
        }
    }
}
