// SPDX-License-Identifier: Apache-2.0
package io.switchgear.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchgear.micrometer.PromQl.LabelMatcher;
import io.switchgear.micrometer.PromQl.Selector;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nothing that an expression names escapes the check of the monitoring files. */
class PromQlTest {
    @Test
    void shouldFindMetricsMatchersAndLabels() {
        PromQl parsed = PromQl.parse(
                "sum by (job, name) (rate(a_total{x=\"1\",y=~\"2|3\"}[5m])) / 2.5 > bool 0 and on (name) b offset 5m");
        assertThat(parsed.selectors())
                .containsExactly(
                        new Selector(
                                "a_total",
                                List.of(new LabelMatcher("x", "=", "1"), new LabelMatcher("y", "=~", "2|3"))),
                        new Selector("b", List.of()));
        assertThat(parsed.labels()).containsExactly("job", "name");
    }

    @Test
    void shouldFindTheLabelsBehindTheAggregation() {
        PromQl parsed = PromQl.parse("max(c) without (instance) or c * ignoring(state) group_left(zone) d");
        assertThat(parsed.selectors()).extracting(Selector::metric).containsExactly("c", "c", "d");
        assertThat(parsed.labels()).containsExactly("instance", "state", "zone");
    }

    @Test
    void shouldRefuseMatchersThatItDoesNotUnderstand() {
        assertThatThrownBy(() -> PromQl.parse("a{x=1}")).isInstanceOf(AssertionError.class);
    }
}
