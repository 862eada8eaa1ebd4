package io.switchgear.benchmarks.path;

import io.switchgear.benchmarks.guard.Contender;
import io.switchgear.benchmarks.guard.FieldRead;
import io.switchgear.benchmarks.guard.Guard;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Measures a probe: a phase of 1,000 successful probes from its beginning to its end, divided by their number. An endless
 * phase is not possible, because probes decide. The cost of the state changes is included.
 *
 * <pre>java -cp benchmarks/target/classes:$(cat benchmarks/target/classpath.txt) org.openjdk.jmh.Main HalfOpenProbes -f 1
 *   -prof gc</pre>
 */
@SuppressWarnings("NullAway.Init") // JMH sets the parameter and calls the set-up.
public class HalfOpenProbes extends Path {
    @Param({"TWO_CLOCK_READS", "SWITCHGEAR", "R4J", "FAILSAFE_STANDALONE"})
    public Contender contender;

    /** The maximum number that Switchgear allows. */
    static final int PROBES = 1_000;

    private Guard guard;
    private FieldRead operation;

    @Setup
    public void close() {
        guard = contender.guardProbing(PROBES);
        operation = new FieldRead();
    }

    @Benchmark
    @OperationsPerInvocation(PROBES)
    public void probes(Blackhole sink) throws Exception {
        guard.halfOpen();
        for (int i = 0; i < PROBES; i++) {
            sink.consume(guard.call(operation));
        }
    }
}
