// SPDX-License-Identifier: Apache-2.0
package io.switchgear.rig;

import io.switchgear.CircuitBreaker;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/**
 * What breakers log. The system logger writes to {@code java.util.logging}, whose module core does not read; hence the
 * reflection.
 */
public final class BreakerLog {
    private static final Queue<Entry> ENTRIES = new ConcurrentLinkedQueue<>();
    /** What is to be thrown at those who log about a breaker of that name. */
    private static final Map<String, RuntimeException> BROKEN = new ConcurrentHashMap<>();
    /** Kept, as the log manager holds its loggers weakly. */
    private static final Object LOGGER = filtered();

    /** One record of the log. */
    public record Entry(String level, String message, Throwable thrown) {}

    private BreakerLog() {}

    /** From now on the log is kept here and goes nowhere else. */
    public static void keepQuiet() {
        LOGGER.hashCode();
    }

    /** From now on nothing can be logged about a breaker without an exception. */
    public static void breakFor(String breaker) {
        BROKEN.put(breaker, new IllegalStateException("the log is full"));
    }

    /** What was logged about a breaker, but for its changes of state. */
    public static List<Entry> of(String breaker) {
        return all(breaker).filter(entry -> !entry.message.contains(" -> ")).toList();
    }

    /** What was logged about a breaker's changes of state. */
    public static List<Entry> changesOf(String breaker) {
        return all(breaker).filter(entry -> entry.message.contains(" -> ")).toList();
    }

    private static Stream<Entry> all(String breaker) {
        return ENTRIES.stream().filter(entry -> entry.message.contains(breaker));
    }

    private static Object filtered() {
        try {
            Class<?> logger = Class.forName("java.util.logging.Logger");
            Class<?> filter = Class.forName("java.util.logging.Filter");
            Class<?> record = Class.forName("java.util.logging.LogRecord");
            Object target = logger.getMethod("getLogger", String.class).invoke(null, CircuitBreaker.class.getName());
            Object keeping = Proxy.newProxyInstance(
                    BreakerLog.class.getClassLoader(), new Class<?>[] {filter}, (self, method, arguments) -> {
                        Object logged = arguments[0];
                        Entry entry = new Entry(
                                record.getMethod("getLevel").invoke(logged).toString(),
                                (String) record.getMethod("getMessage").invoke(logged),
                                (Throwable) record.getMethod("getThrown").invoke(logged));
                        ENTRIES.add(entry);
                        for (Map.Entry<String, RuntimeException> broken : BROKEN.entrySet()) {
                            if (entry.message.contains(broken.getKey())) {
                                throw broken.getValue();
                            }
                        }
                        return false;
                    });
            logger.getMethod("setFilter", filter).invoke(target, keeping);
            return target;
        } catch (ReflectiveOperationException without) {
            throw new AssertionError("no java.util.logging", without);
        }
    }
}
