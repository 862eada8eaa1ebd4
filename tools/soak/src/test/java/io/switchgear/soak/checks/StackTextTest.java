// SPDX-License-Identifier: Apache-2.0
package io.switchgear.soak.checks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StackTextTest {
    @Test
    void shouldTellAnExceptionAndItsPlacesInOneLine() {
        assertThat(StackText.of(new IllegalStateException("no")))
                .startsWith("java.lang.IllegalStateException: no at io.switchgear.soak.checks.StackTextTest.should")
                .contains(" < ")
                .doesNotContain("\n");
        assertThat(StackText.of(null)).isEqualTo("nothing");
    }
}
