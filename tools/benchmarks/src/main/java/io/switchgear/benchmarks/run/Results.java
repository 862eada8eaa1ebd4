// SPDX-License-Identifier: Apache-2.0
package io.switchgear.benchmarks.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** All measurements. Immutable. */
public final class Results {
    private final List<Sample> samples;
    private final int rounds;
    private final Map<Case, Map<Integer, Sample>> byCase = new LinkedHashMap<>();

    public Results(List<Sample> samples) {
        this.samples = List.copyOf(samples);
        this.rounds = samples.stream().mapToInt(Sample::round).max().orElse(0);
        for (Sample sample : samples) {
            byCase.computeIfAbsent(sample.of(), of -> new LinkedHashMap<>()).put(sample.round(), sample);
        }
    }

    public List<Sample> samples() {
        return samples;
    }

    public int rounds() {
        return rounds;
    }

    public boolean has(Case wanted) {
        return byCase.containsKey(wanted);
    }

    /** The ratio of the costs of two cases, round by round. */
    public Spread ratio(Case one, Case other, Cost cost) {
        return each(round -> nanos(one, round, cost) / nanos(other, round, cost));
    }

    /** The ratio of the costs of two cases beyond their floors, round by round. */
    public Spread overheadRatio(Case one, Case oneFloor, Case other, Case otherFloor, Cost cost) {
        return each(round -> (nanos(one, round, cost) - nanos(oneFloor, round, cost))
                / (nanos(other, round, cost) - nanos(otherFloor, round, cost)));
    }

    /** The bytes per call. */
    public Spread bytes(Case of) {
        return each(round -> sample(of, round).bytes());
    }

    /** The nanoseconds per call; on a busy machine worth little by themselves. */
    public Spread nanos(Case of) {
        return each(round -> nanos(of, round, Cost.of(of)));
    }

    private double nanos(Case of, int round, Cost cost) {
        return sample(of, round).nanos(cost);
    }

    private Sample sample(Case of, int round) {
        Sample sample = byCase.getOrDefault(of, Map.of()).get(round);
        if (sample == null) {
            throw new IllegalArgumentException(of + " was not measured in round " + round);
        }
        return sample;
    }

    private Spread each(ToDoubleFunction<Integer> figure) {
        return new Spread(IntStream.rangeClosed(1, rounds)
                .mapToDouble(figure::applyAsDouble)
                .toArray());
    }
}
