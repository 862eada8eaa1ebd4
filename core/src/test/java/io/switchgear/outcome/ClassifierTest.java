// SPDX-License-Identifier: Apache-2.0
package io.switchgear.outcome;

import static io.switchgear.outcome.Outcome.FAILURE;
import static io.switchgear.outcome.Outcome.IGNORED;
import static io.switchgear.outcome.Outcome.SUCCESS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The family of rules: each can be the first one. */
@Tag("C3")
class ClassifierTest {

    @Test
    void shouldOfferEachRuleAsAFirstOne() {
        IOException broken = new IOException();
        IllegalArgumentException wrong = new IllegalArgumentException();

        assertThat(Classifier.failIf(IOException.class::isInstance).classify(null, broken))
                .isEqualTo(FAILURE);
        assertThat(Classifier.failIf(IOException.class::isInstance).classify(null, wrong))
                .isEqualTo(SUCCESS);
        assertThat(Classifier.ignoreIf(IOException.class::isInstance).classify(null, broken))
                .isEqualTo(IGNORED);
        assertThat(Classifier.ignoreIf(IOException.class::isInstance).classify(null, wrong))
                .isEqualTo(FAILURE);
        assertThat(Classifier.failOnResult(Objects::isNull).classify(null, null))
                .isEqualTo(FAILURE);
        assertThat(Classifier.failOnResult(Integer.class, status -> status >= 500)
                        .classify(503, null))
                .isEqualTo(FAILURE);
        assertThat(Classifier.ignoreResult(Objects::isNull).classify(null, null))
                .isEqualTo(IGNORED);
    }

    @Test
    void shouldDescribeAFailedResultOnlyAsToldTo() {
        OutcomeRules rules = Classifier.failOnResult(Objects::nonNull);

        assertThat(rules.describe(503)).isNull();
        OutcomeRules telling = rules.describeResult(Integer.class, status -> status == 0 ? null : "status " + status)
                .describeResult(Number.class, number -> "a number");
        assertThat(telling.describe(503)).isEqualTo("status 503");
        assertThat(telling.describe(0)).as("the next that knows").isEqualTo("a number");
        assertThat(telling.describe("text")).isNull();
        assertThat(telling.ignore(IOException.class).describe(503))
                .as("kept when rules are added")
                .isEqualTo("status 503");
        assertThat(telling.classify(503, null)).isEqualTo(FAILURE);
        assertThat(Classifier.defaults().describe(503)).isNull();
    }
}
