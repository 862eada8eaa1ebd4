// SPDX-License-Identifier: Apache-2.0
package io.switchgear.peers.adapter;

import com.netflix.config.ConfigurationManager;
import com.netflix.hystrix.HystrixCommand;
import com.netflix.hystrix.HystrixCommandGroupKey;
import com.netflix.hystrix.HystrixCommandKey;
import com.netflix.hystrix.HystrixCommandMetrics;
import com.netflix.hystrix.HystrixCommandProperties;
import com.netflix.hystrix.HystrixCommandProperties.ExecutionIsolationStrategy;
import com.netflix.hystrix.exception.HystrixBadRequestException;
import com.netflix.hystrix.exception.HystrixRuntimeException;
import com.netflix.hystrix.exception.HystrixRuntimeException.FailureType;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Hystrix, with semaphores. Its data belongs to a command's name and the whole process. Thread-safe. */
final class HystrixBreaker implements Breaker {
    /** The window, shorter than its default of 10 s: each command sums its window at each interval. */
    private static final Duration USUAL_WINDOW = Duration.ofSeconds(5);
    /** The maximum age of the health data that it evaluates; 500 ms by default. */
    private static final Duration SNAPSHOT_INTERVAL = Duration.ofMillis(50);

    static {
        // RxJava 1 then avoids sun.misc.Unsafe, about which newer JDKs warn.
        System.setProperty("rx.unsafe-disable", System.getProperty("rx.unsafe-disable", "true"));
    }

    private final HystrixCommandKey key;
    private final HystrixCommand.Setter setter;
    private volatile Duration openFor;

    HystrixBreaker(String name, Recipe recipe) {
        Recipe.lacks(recipe.clock != null, "cannot be given a clock");
        Recipe.lacks(recipe.probes > 1, "has one probe always");
        Recipe.lacks(recipe.waits != null, "waits the same time always");
        Recipe.lacks(recipe.failedResult != null, "looks at no results");
        Recipe.lacks(!recipe.listeners.isEmpty(), "tells nobody of its state");
        Recipe.lacks(recipe.timer, "has no timer: a call makes it half-open");
        Recipe.lacks(recipe.onRejected != null || recipe.onSuccess != null, "tells of calls in plug-ins only");
        Duration window = recipe.timeWindow == null ? USUAL_WINDOW : recipe.timeWindow;
        // It has no limit for probes and needs none: it sends another one after each wait.
        this.openFor = recipe.openFor;
        this.key = HystrixCommandKey.Factory.asKey(name);
        this.setter = HystrixCommand.Setter.withGroupKey(HystrixCommandGroupKey.Factory.asKey("peers"))
                .andCommandKey(key)
                .andCommandPropertiesDefaults(properties(recipe, window));
    }

    private static HystrixCommandProperties.Setter properties(Recipe recipe, Duration window) {
        Duration limit = recipe.timeout == null ? recipe.slowOver : recipe.timeout;
        HystrixCommandProperties.Setter properties = HystrixCommandProperties.Setter()
                .withExecutionIsolationStrategy(
                        limit == null ? ExecutionIsolationStrategy.SEMAPHORE : ExecutionIsolationStrategy.THREAD)
                .withExecutionIsolationSemaphoreMaxConcurrentRequests(10_000)
                .withExecutionTimeoutEnabled(limit != null)
                .withFallbackEnabled(false)
                .withCircuitBreakerRequestVolumeThreshold(recipe.minimum)
                .withCircuitBreakerErrorThresholdPercentage(recipe.percent)
                .withCircuitBreakerSleepWindowInMilliseconds((int) recipe.openFor.toMillis())
                .withMetricsHealthSnapshotIntervalInMilliseconds((int) SNAPSHOT_INTERVAL.toMillis())
                .withMetricsRollingStatisticalWindowInMilliseconds((int) window.toMillis());
        return limit == null ? properties : properties.withExecutionTimeoutInMilliseconds((int) limit.toMillis());
    }

    @Override
    public @Nullable String call(Callable<@Nullable String> operation) throws Exception {
        HystrixCommand<@Nullable String> command = new HystrixCommand<>(setter) {
            @Override
            protected @Nullable String run() throws Exception {
                try {
                    return operation.call();
                } catch (NotAFailure spared) {
                    throw new HystrixBadRequestException("not a failure", spared);
                }
            }
        };
        return command.execute();
    }

    @Override
    public boolean isRejection(Throwable thrown) {
        return thrown instanceof HystrixRuntimeException failed && failed.getFailureType() == FailureType.SHORTCIRCUIT;
    }

    @Override
    public Duration openFor() {
        return openFor;
    }

    @Override
    public Breaker again(Recipe other) {
        return new HystrixBreaker(key.name(), other);
    }

    @Override
    public long failures() {
        HystrixCommandMetrics metrics = HystrixCommandMetrics.getInstance(key);
        return metrics == null ? 0 : metrics.getHealthCounts().getErrorCount();
    }

    @Override
    public long calls() {
        HystrixCommandMetrics metrics = HystrixCommandMetrics.getInstance(key);
        return metrics == null ? 0 : metrics.getHealthCounts().getTotalRequests();
    }

    @Override
    public void reconfigure(Duration wait) {
        String property = "hystrix.command." + key.name() + ".circuitBreaker.sleepWindowInMilliseconds";
        ConfigurationManager.getConfigInstance().setProperty(property, String.valueOf(wait.toMillis()));
        openFor = wait;
    }
}
