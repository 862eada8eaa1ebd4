// SPDX-License-Identifier: Apache-2.0
package io.switchgear.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The behaviour of an operation at each call. Thread-safe. */
final class Script<T extends @Nullable Object> {
    /** This field and those below are guarded by this object's lock. */
    private final List<Step<T>> steps = new ArrayList<>();

    private int current;
    private int playedOfCurrent;

    /** One step. Immutable. */
    record Step<T extends @Nullable Object>(
            @Nullable T value, @Nullable Throwable thrown, boolean hangs, int times, Runnable first) {

        static <T extends @Nullable Object> Step<T> returning(T value) {
            return new Step<>(value, null, false, 1, () -> {});
        }

        static <T extends @Nullable Object> Step<T> throwing(Throwable thrown) {
            return new Step<>(null, thrown, false, 1, () -> {});
        }

        static <T extends @Nullable Object> Step<T> hanging() {
            return new Step<>(null, null, true, 1, () -> {});
        }

        Step<T> times(int count) {
            return new Step<>(value, thrown, hangs, count, first);
        }

        Step<T> after(Runnable work) {
            return new Step<>(value, thrown, hangs, times, work);
        }
    }

    synchronized void add(Step<T> step) {
        steps.add(step);
    }

    synchronized void changeLast(UnaryOperator<Step<T>> change) {
        steps.add(change.apply(steps.remove(steps.size() - 1)));
    }

    /** The step for the next call: the last one is repeated until another is added. */
    synchronized Step<T> next() {
        if (playedOfCurrent >= steps.get(current).times() && current < steps.size() - 1) {
            current++;
            playedOfCurrent = 0;
        }
        playedOfCurrent++;
        return steps.get(current);
    }
}
