// SPDX-License-Identifier: Apache-2.0
package io.switchgear.micrometer;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What the binder logs, for as long as it is open. */
final class LogOfMetrics extends Handler implements AutoCloseable {
    /** Held, since the log manager holds it weakly. */
    private final Logger logger = Logger.getLogger(CircuitBreakerMetrics.class.getName());

    private final List<String> lines = new CopyOnWriteArrayList<>();

    LogOfMetrics() {
        logger.setUseParentHandlers(false);
        logger.addHandler(this);
    }

    List<String> lines() {
        return lines;
    }

    @Override
    public void publish(LogRecord entry) {
        if (entry.getLevel() == Level.WARNING) {
            lines.add(entry.getMessage());
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
        logger.setUseParentHandlers(true);
    }
}
