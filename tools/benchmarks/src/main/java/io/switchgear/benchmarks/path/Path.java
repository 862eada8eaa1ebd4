// SPDX-License-Identifier: Apache-2.0
package io.switchgear.benchmarks.path;

import io.switchgear.benchmarks.guard.Contender;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The way in which all benchmarks are run when nothing else is said: many short iterations, of which the fastest are the
 * undisturbed. One of them alone, by those contenders that can do it:
 *
 * <pre>java -cp tools/benchmarks/target/classes:$(cat tools/benchmarks/target/classpath.txt) org.openjdk.jmh.Main ClosedSuccess
 *   -f 1 -prof gc -p contender=ONE_CLOCK_READ,SWITCHGEAR,R4J</pre>
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
@Warmup(iterations = 30, time = 25, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 60, time = 25, timeUnit = TimeUnit.MILLISECONDS)
@Fork(3)
@SuppressWarnings("NullAway.Init") // JMH sets the parameter.
public abstract class Path {
    @Param
    public Contender contender;
}
