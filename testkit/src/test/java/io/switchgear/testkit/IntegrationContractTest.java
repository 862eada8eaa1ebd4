// SPDX-License-Identifier: Apache-2.0
package io.switchgear.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The contract finds what is broken. */
@Tag("C2")
class IntegrationContractTest {
    private static final Map<BrokenGuard, Map<String, Throwable>> FAILURES = new EnumMap<>(BrokenGuard.class);

    @BeforeAll
    static void checkAll() {
        for (BrokenGuard broken : BrokenGuard.values()) {
            GuardedCallContractTest.BROKEN.set(broken);
            try {
                FAILURES.put(broken, Runs.failuresOf(GuardedCallContractTest.class));
            } finally {
                GuardedCallContractTest.BROKEN.remove();
            }
        }
    }

    @Test
    void shouldFindNothingInAnIntegrationThatIsWhole() {
        assertThat(Runs.failuresOf(GuardedCallContractTest.class)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void shouldFindABrokenIntegration(BrokenGuard broken) {
        assertThat(FAILURES.get(broken)).containsKey(broken.foundBy);
    }

    @Test
    void shouldHaveNoTestThatFindsNothing() {
        Set<String> finding = new TreeSet<>();
        FAILURES.values().forEach(failures -> finding.addAll(failures.keySet()));
        assertThat(finding).isEqualTo(Runs.namesOf(GuardedCallContractTest.class));
    }
}
