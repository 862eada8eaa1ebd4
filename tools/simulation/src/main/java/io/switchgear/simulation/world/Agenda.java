package io.switchgear.simulation.world;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The future events, earliest first; of simultaneous events, the one added first. It is a binary heap, because every
 * simulated call uses it. Not thread-safe.
 */
final class Agenda {
    private static final int FIRST_SIZE = 64;

    private long[] times = new long[FIRST_SIZE];
    private long[] orders = new long[FIRST_SIZE];
    private @Nullable Runnable[] events = new @Nullable Runnable[FIRST_SIZE];
    private int size;
    private long added;

    /** {@return the time of the next event; {@link Long#MAX_VALUE} if there is none} */
    long nextNanos() {
        return size == 0 ? Long.MAX_VALUE : times[0];
    }

    void at(long nanos, Runnable event) {
        if (size == times.length) {
            times = Arrays.copyOf(times, 2 * size);
            orders = Arrays.copyOf(orders, 2 * size);
            events = Arrays.copyOf(events, 2 * size);
        }
        long order = added++;
        int place = size++;
        while (place > 0 && isBefore(nanos, order, (place - 1) / 2)) {
            move((place - 1) / 2, place);
            place = (place - 1) / 2;
        }
        put(place, nanos, order, event);
    }

    /** Removes the next event. */
    Runnable next() {
        Runnable first = events[0];
        if (first == null) {
            throw new IllegalStateException("no event is left");
        }
        int last = --size;
        long nanos = times[last];
        long order = orders[last];
        Runnable event = events[last];
        events[last] = null;
        if (last > 0 && event != null) {
            put(sink(nanos, order), nanos, order, event);
        }
        return first;
    }

    /** Moves earlier events up from the root, and returns the place that is left for this one. */
    private int sink(long nanos, long order) {
        int place = 0;
        while (true) {
            int child = 2 * place + 1;
            if (child + 1 < size && isBefore(times[child + 1], orders[child + 1], child)) {
                child++;
            }
            if (child >= size || isBefore(nanos, order, child)) {
                return place;
            }
            move(child, place);
            place = child;
        }
    }

    private boolean isBefore(long nanos, long order, int place) {
        return nanos != times[place] ? nanos < times[place] : order < orders[place];
    }

    private void move(int from, int to) {
        times[to] = times[from];
        orders[to] = orders[from];
        events[to] = events[from];
    }

    private void put(int place, long nanos, long order, Runnable event) {
        times[place] = nanos;
        orders[place] = order;
        events[place] = event;
    }
}
