// SPDX-License-Identifier: Apache-2.0
package io.switchgear.benchmarks.guard;

import com.alibaba.csp.sentinel.Entry;
import com.alibaba.csp.sentinel.SphU;
import com.alibaba.csp.sentinel.Tracer;
import com.alibaba.csp.sentinel.slots.block.BlockException;
import com.alibaba.csp.sentinel.slots.block.RuleConstant;
import com.alibaba.csp.sentinel.slots.block.degrade.DegradeRule;
import com.alibaba.csp.sentinel.slots.block.degrade.DegradeRuleManager;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** Sentinel, with one circuit breaking rule for one resource. */
final class SentinelGuard extends Guard {
    private static final int WINDOW = 100;

    static {
        // Otherwise it creates a folder for its logs in the user's home.
        System.setProperty("csp.sentinel.log.dir", System.getProperty("java.io.tmpdir") + "/switchgear-sentinel-logs");
        // It prints the place of its logs to standard output, where the table goes, and has no option against that.
        PrintStream output = System.out;
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        try {
            DegradeRuleManager.loadRules(List.of());
        } finally {
            System.setOut(output);
        }
    }

    private final String resource = UUID.randomUUID().toString();

    SentinelGuard() {
        DegradeRule rule = new DegradeRule(resource)
                .setGrade(RuleConstant.DEGRADE_GRADE_EXCEPTION_RATIO)
                .setCount(0.5)
                .setMinRequestAmount(WINDOW)
                .setStatIntervalMs((int) TimeUnit.SECONDS.toMillis(WINDOW))
                .setTimeWindow((int) TimeUnit.DAYS.toSeconds(1));
        DegradeRuleManager.loadRules(List.of(rule));
    }

    @Override
    public Object call(Operation operation) throws BlockException {
        Entry entry = SphU.entry(resource);
        try {
            return operation.call();
        } catch (RuntimeException failed) {
            Tracer.traceEntry(failed, entry);
            throw failed;
        } finally {
            entry.exit();
        }
    }

    @Override
    public void open() {
        openByFailures();
    }
}
