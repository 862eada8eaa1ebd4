// SPDX-License-Identifier: Apache-2.0
package io.switchgear.testkit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs tests inside a test, on its thread, to see what they make of something broken. */
final class Runs implements TestExecutionListener {
    private final Set<String> names = new TreeSet<>();
    private final Map<String, Throwable> failures = new TreeMap<>();

    private Runs(DiscoverySelector tests) {
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(tests)
                                .build(),
                        this);
        if (names.isEmpty()) {
            throw new AssertionError("no test ran in " + tests);
        }
    }

    /** The tests of a class that fail, with what they throw. */
    static Map<String, Throwable> failuresOf(Class<?> tests) {
        return new Runs(selectClass(tests)).failures;
    }

    /** The same for one test. */
    static Map<String, Throwable> failuresOf(Class<?> tests, String method) {
        return new Runs(selectMethod(tests, method)).failures;
    }

    /** The tests of a class. */
    static Set<String> namesOf(Class<?> tests) {
        return new Runs(selectClass(tests)).names;
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (test.isTest()) {
            String name = test.getDisplayName().replace("()", "");
            names.add(name);
            result.getThrowable().ifPresent(thrown -> failures.put(name, thrown));
        }
    }
}
