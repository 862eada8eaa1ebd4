// SPDX-License-Identifier: Apache-2.0
package io.switchgear.toolkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
    private final Table table = new Table(1, List.of("who", "x"));

    @Test
    void shouldWriteNumbersOnTheRight() {
        table.add(List.of("one", "10"));
        table.add(List.of("a third", "2"));

        assertThat(table.text("  ")).isEqualTo("who       x\none      10\na third   2\n");
        assertThat(table.markdown()).isEqualTo("| who | x |\n|---|--:|\n| one | 10 |\n| a third | 2 |\n");
    }

    @Test
    void shouldRefuseARowOfAnotherLength() {
        assertThatThrownBy(() -> table.add(List.of("one"))).hasMessageContaining("1 cells");
    }
}
