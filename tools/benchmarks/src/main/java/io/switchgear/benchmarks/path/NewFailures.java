package io.switchgear.benchmarks.path;

import io.switchgear.benchmarks.guard.Contender;
import io.switchgear.benchmarks.guard.FailingRead;
import io.switchgear.benchmarks.guard.Guard;
import io.switchgear.benchmarks.guard.NewFailure;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * As {@link ClosedFailures}, but each failure is a new exception with a new message. Their allocation is included; the
 * floor allocates the same.
 *
 * <pre>java -cp benchmarks/target/classes:$(cat benchmarks/target/classpath.txt) org.openjdk.jmh.Main NewFailures -f 1
 *   -prof gc -p contender=ONE_CLOCK_READ,SWITCHGEAR,R4J</pre>
 */
@SuppressWarnings("NullAway.Init") // JMH sets the parameters and calls the set-up.
public class NewFailures extends Path {
    @Param({"ONE_CLOCK_READ", "TWO_CLOCK_READS", "SWITCHGEAR", "SWITCHGEAR_SLOW", "R4J"})
    public Contender contender;

    @Param("30")
    public int percent;

    private Guard guard;

    /** The state of each thread. */
    @State(Scope.Thread)
    public static class Work {
        private NewFailure operation;

        @Setup
        public void prepare(NewFailures path) {
            operation = new NewFailure(path.percent);
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
