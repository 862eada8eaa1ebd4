// SPDX-License-Identifier: Apache-2.0
package io.switchgear.spring.boot;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import org.springframework.beans.factory.DisposableBean;

/**
 * The one thread that makes due changes of all breakers without a call. It is hidden in this bean, because a bean of the
 * executor's own type would replace the application's task scheduler.
 */
final class BreakerTimer implements DisposableBean {
    private final ScheduledThreadPoolExecutor scheduler;

    BreakerTimer() {
        scheduler = new ScheduledThreadPoolExecutor(1, task -> daemon(task, "switchgear-timer"));
        scheduler.setRemoveOnCancelPolicy(true);
        // A breaker may be used after the context has closed: then the next call makes its changes.
        scheduler.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
    }

    ScheduledExecutorService scheduler() {
        return scheduler;
    }

    static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void destroy() {
        scheduler.shutdownNow();
    }
}
