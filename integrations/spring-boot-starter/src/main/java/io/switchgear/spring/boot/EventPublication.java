// SPDX-License-Identifier: Apache-2.0
package io.switchgear.spring.boot;

import io.switchgear.BreakerEvent;
import io.switchgear.CircuitBreakerRegistry;
import io.switchgear.Registration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;

/**
 * Publishes the events of all breakers as events of the application, on one thread of its own, so that a slow listener holds
 * up no call. It stops after the web server, and before beans without a phase, which listeners may need.
 */
final class EventPublication implements SmartLifecycle {
    private static final int AFTER_WEB_SERVER = SmartLifecycle.DEFAULT_PHASE - 4096;
    private static final long LONGEST_STOP_SECONDS = 5;

    private final CircuitBreakerRegistry registry;
    private final ApplicationEventPublisher publisher;
    private @Nullable Registration registration;
    private @Nullable ThreadPoolExecutor thread;

    EventPublication(CircuitBreakerRegistry registry, ApplicationEventPublisher publisher) {
        this.registry = registry;
        this.publisher = publisher;
    }

    @Override
    public synchronized void start() {
        if (registration == null) {
            ThreadPoolExecutor one = new ThreadPoolExecutor(
                    1,
                    1,
                    1,
                    TimeUnit.MINUTES,
                    new LinkedBlockingQueue<>(),
                    task -> BreakerTimer.daemon(task, "switchgear-events"),
                    new ThreadPoolExecutor.DiscardPolicy());
            one.allowCoreThreadTimeOut(true);
            thread = one;
            registration = registry.onEvent((BreakerEvent event) -> publisher.publishEvent(event), one);
        }
    }

    @Override
    public synchronized void stop() {
        if (registration != null && thread != null) {
            thread.shutdown();
            try {
                if (!thread.awaitTermination(LONGEST_STOP_SECONDS, TimeUnit.SECONDS)) {
                    thread.shutdownNow();
                }
            } catch (InterruptedException stopped) {
                thread.shutdownNow();
                Thread.currentThread().interrupt();
            }
            registration.close();
            registration = null;
            thread = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return registration != null;
    }

    @Override
    public int getPhase() {
        return AFTER_WEB_SERVER;
    }
}
