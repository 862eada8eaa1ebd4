// SPDX-License-Identifier: Apache-2.0
package io.switchgear.soak.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Findings that a test can ask what they are. Not thread-safe. */
public final class Found {
    private final List<String> told = new ArrayList<>();
    private final Findings findings = new Findings((check, figures) -> told.add(check.name() + " " + figures));

    public Findings findings() {
        return findings;
    }

    public void assertHeld(Check check) {
        assertThat(told).isEmpty();
        assertThat(findings.count(check).held()).as("%s held", check.name()).isPositive();
    }

    /** Exactly this check is broken, told once, with these words. */
    public void assertBroken(Check check, String... words) {
        assertThat(told).hasSize(1);
        assertThat(told.get(0)).startsWith(check.name() + " ").contains(Arrays.asList(words));
        assertThat(findings.count(check).broken()).isOne();
    }
}
