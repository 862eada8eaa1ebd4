package io.switchgear;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/**
 * What breakers log. The system logger writes to {@code java.util.logging}, whose module core does not read; hence the
 * reflection.
 */
final class BreakerLog {
    private static final Queue<Entry> ENTRIES = new ConcurrentLinkedQueue<>();
    /** Kept, as the log manager holds its loggers weakly. */
    private static final Object LOGGER = filtered();

    /** One record of the log. */
    record Entry(String level, String message, Throwable thrown) {}

    private BreakerLog() {}

    /** From now on the log is kept here and goes nowhere else. */
    static void keepQuiet() {
        LOGGER.hashCode();
    }

    /** What was logged about a breaker, but for its changes of state. */
    static List<Entry> of(String breaker) {
        return all(breaker).filter(entry -> !entry.message.contains(" -> ")).toList();
    }

    /** What was logged about a breaker's changes of state. */
    static List<Entry> changesOf(String breaker) {
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
                        ENTRIES.add(new Entry(
                                record.getMethod("getLevel").invoke(logged).toString(),
                                (String) record.getMethod("getMessage").invoke(logged),
                                (Throwable) record.getMethod("getThrown").invoke(logged)));
                        return false;
                    });
            logger.getMethod("setFilter", filter).invoke(target, keeping);
            return target;
        } catch (ReflectiveOperationException without) {
            throw new AssertionError("no java.util.logging", without);
        }
    }
}
