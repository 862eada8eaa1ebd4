package io.switchgear.benchmarks.path;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The default settings of all benchmarks: many short iterations, of which the fastest are the undisturbed ones. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
@Warmup(iterations = 30, time = 25, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 60, time = 25, timeUnit = TimeUnit.MILLISECONDS)
@Fork(3)
public abstract class Path {}
