// SPDX-License-Identifier: Apache-2.0
package io.switchgear.benchmarks.run;

import io.switchgear.benchmarks.guard.Contender;
import io.switchgear.benchmarks.path.Path;
import java.util.Map;

/**
 * A case to measure: a benchmark with all its settings. Immutable.
 *
 * @param path the class of the benchmark, which has one method to measure
 * @param contender the measured contender
 * @param settings the benchmark's other parameters
 * @param threads the number of concurrent callers
 */
public record Case(Class<? extends Path> path, Contender contender, Map<String, String> settings, int threads) {

    /** A case with one thread and no other parameters. */
    public static Case of(Class<? extends Path> path, Contender contender) {
        return new Case(path, contender, Map.of(), 1);
    }

    public Case threads(int number) {
        return new Case(path, contender, settings, number);
    }

    public Case failing(int percent) {
        return with("percent", percent);
    }

    public Case keys(int number) {
        return with("keys", number);
    }

    public Case breakers(int number) {
        return with("breakers", number);
    }

    private Case with(String setting, int value) {
        return new Case(path, contender, Map.of(setting, Integer.toString(value)), threads);
    }

    /** Returns this case for another contender. */
    public Case by(Contender other) {
        return new Case(path, other, settings, threads);
    }

    /** A readable name of the benchmark. */
    public String benchmark() {
        return path.getSimpleName()
                + (settings.isEmpty() ? "" : settings)
                + (threads == 1 ? "" : " with " + threads + " threads");
    }

    @Override
    public String toString() {
        return benchmark() + " " + contender;
    }
}
