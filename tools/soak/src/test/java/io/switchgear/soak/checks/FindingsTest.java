// SPDX-License-Identifier: Apache-2.0
package io.switchgear.soak.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FindingsTest {
    @Test
    void shouldTellTheFirstViolationsOfEachCheckAndCountAll() {
        List<String> told = new ArrayList<>();
        Findings findings = new Findings((check, figures) -> told.add(check + ": " + figures));

        for (int i = 0; i < 100; i++) {
            findings.hold(Check.TOTALS, false, () -> "wrong");
        }
        findings.hold(Check.WAIT, true, () -> "right");

        assertThat(told).hasSize(5);
        assertThat(findings.count(Check.TOTALS)).isEqualTo(new Findings.Count(0, 100));
        assertThat(findings.count(Check.WAIT)).isEqualTo(new Findings.Count(1, 0));
        assertThat(findings.broken()).isEqualTo(100);
    }
}
