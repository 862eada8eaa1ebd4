package io.switchgear.benchmarks.path;

import io.switchgear.benchmarks.guard.ByKey;
import io.switchgear.benchmarks.guard.Contender;
import io.switchgear.benchmarks.guard.FieldRead;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * Measures a call through the breaker of one of a thousand keys.
 *
 * <pre>java -cp benchmarks/target/classes:$(cat benchmarks/target/classpath.txt) org.openjdk.jmh.Main Keyed -f 1
 *   -prof gc</pre>
 */
@SuppressWarnings("NullAway.Init") // JMH sets the parameter and calls the set-up.
public class Keyed extends Path {
    @Param({"ONE_CLOCK_READ", "SWITCHGEAR", "R4J"})
    public Contender contender;

    private ByKey breakers;
    private FieldRead operation;
    private final String[] keys = new String[ByKey.KEYS];
    private int next;

    @Setup
    public void fill() {
        breakers = contender.byKey();
        operation = new FieldRead();
        for (int i = 0; i < keys.length; i++) {
            keys[i] = "host-" + i + ".example";
        }
    }

    /** Uses one key after the other, so that no single key stays in the processor's nearest cache. */
    @Benchmark
    public Object call() throws Exception {
        next = next + 1 == keys.length ? 0 : next + 1;
        return breakers.call(keys[next], operation);
    }
}
