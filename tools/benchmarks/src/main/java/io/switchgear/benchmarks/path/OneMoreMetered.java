package io.switchgear.benchmarks.path;

import io.switchgear.benchmarks.guard.Contender;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * Measures one more breaker, from its creation to its removal, in a registry where a number of others have meters.
 *
 * <pre>java -cp benchmarks/target/classes:$(cat benchmarks/target/classpath.txt) org.openjdk.jmh.Main OneMoreMetered -f 1
 *   -prof gc</pre>
 */
@SuppressWarnings("NullAway.Init") // JMH sets the parameters and calls the set-up.
public class OneMoreMetered extends Path {
    private static final int WARM = 10_000;

    @Param("SWITCHGEAR")
    public Contender contender;

    @Param({"1", "2000"})
    public int breakers;

    private Runnable oneMore;

    @Setup
    public void bind() {
        oneMore = contender.oneMoreMetered(breakers - 1);
        for (int i = 0; i < WARM; i++) { // otherwise the many would be measured compiled, and the few not yet
            oneMore.run();
        }
    }

    @Benchmark
    public void comeAndGo() {
        oneMore.run();
    }
}
