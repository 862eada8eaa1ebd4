// SPDX-License-Identifier: Apache-2.0
package io.switchgear.peers.adapter;

import com.alibaba.csp.sentinel.AsyncEntry;
import com.alibaba.csp.sentinel.Entry;
import com.alibaba.csp.sentinel.SphU;
import com.alibaba.csp.sentinel.Tracer;
import com.alibaba.csp.sentinel.slots.block.BlockException;
import com.alibaba.csp.sentinel.slots.block.RuleConstant;
import com.alibaba.csp.sentinel.slots.block.degrade.DegradeRule;
import com.alibaba.csp.sentinel.slots.block.degrade.DegradeRuleManager;
import com.alibaba.csp.sentinel.slots.block.degrade.circuitbreaker.EventObserverRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Sentinel. Its data belongs to a resource's name and the whole process. Thread-safe. */
final class SentinelBreaker implements Breaker {
    private static final Duration USUAL_WINDOW = Duration.ofSeconds(10);
    private static final AtomicInteger OBSERVERS = new AtomicInteger();

    static {
        // Set before its first class is loaded, so that its log files go to a temporary folder.
        String folder = Path.of(System.getProperty("java.io.tmpdir"), "switchgear-peers")
                .toString();
        System.setProperty("csp.sentinel.log.dir", System.getProperty("csp.sentinel.log.dir", folder));
        Tracer.setExceptionsToIgnore(NotAFailure.class);
    }

    private final String resource;
    private final Recipe recipe;
    private volatile Duration openFor;

    SentinelBreaker(String name, Recipe recipe) {
        Recipe.lacks(recipe.clock != null, "cannot be given a clock");
        Recipe.lacks(recipe.halfOpenLimit != null, "has no time limit for probes");
        Recipe.lacks(recipe.probes > 1, "has one probe always");
        Recipe.lacks(recipe.waits != null, "waits the same time always");
        Recipe.lacks(recipe.failedResult != null, "looks at no results");
        Recipe.lacks(recipe.timer, "has no timer: a call makes it half-open");
        Recipe.lacks(recipe.timeout != null, "ends no call that its caller waits for");
        Recipe.lacks(
                recipe.onRejected != null || recipe.onSuccess != null, "tells of calls in slots of its chain only");
        this.resource = name;
        this.recipe = recipe;
        this.openFor = wholeSeconds(recipe.openFor);
        if (!recipe.unruled) {
            load();
        }
        recipe.listeners.forEach(this::listen);
    }

    private void load() {
        Duration window = recipe.timeWindow == null ? USUAL_WINDOW : recipe.timeWindow;
        DegradeRule rule = new DegradeRule(resource)
                .setTimeWindow((int) openFor.toSeconds())
                .setMinRequestAmount(recipe.minimum)
                .setStatIntervalMs((int) window.toMillis());
        if (recipe.slowOver == null) {
            rule.setGrade(RuleConstant.DEGRADE_GRADE_EXCEPTION_RATIO).setCount(recipe.percent / 100.0);
        } else {
            rule.setGrade(RuleConstant.DEGRADE_GRADE_RT)
                    .setCount((double) recipe.slowOver.toMillis())
                    .setSlowRatioThreshold(0.5);
        }
        DegradeRuleManager.setRulesForResource(resource, new LinkedHashSet<>(Set.of(rule)));
    }

    /** The shortest wait is a second. */
    private static Duration wholeSeconds(Duration wait) {
        return Duration.ofSeconds(Math.max(1, wait.plusMillis(999).toSeconds()));
    }

    @Override
    public @Nullable String call(Callable<@Nullable String> operation) throws Exception {
        Entry entry = SphU.entry(resource);
        try {
            return operation.call();
        } catch (Throwable thrown) {
            Tracer.traceEntry(thrown, entry);
            throw thrown;
        } finally {
            entry.exit();
        }
    }

    @Override
    public Optional<Unit> begin() {
        AsyncEntry entry;
        try {
            entry = SphU.asyncEntry(resource);
        } catch (BlockException rejected) {
            return Optional.empty();
        }
        return Optional.of(failure -> {
            Tracer.traceEntry(failure, entry);
            entry.exit();
        });
    }

    @Override
    public boolean isRejection(Throwable thrown) {
        return thrown instanceof BlockException;
    }

    @Override
    public Duration openFor() {
        return openFor;
    }

    @Override
    public Breaker again(Recipe other) {
        return new SentinelBreaker(resource, other);
    }

    @Override
    public void reconfigure(Duration wait) {
        openFor = wholeSeconds(wait);
        load();
    }

    @Override
    public Runnable listen(Consumer<String> listener) {
        String name = "observer-" + OBSERVERS.incrementAndGet();
        EventObserverRegistry.getInstance().addStateChangeObserver(name, (from, to, rule, value) -> {
            if (rule.getResource().equals(resource)) {
                listener.accept(to.name());
            }
        });
        return () -> EventObserverRegistry.getInstance().removeStateChangeObserver(name);
    }
}
