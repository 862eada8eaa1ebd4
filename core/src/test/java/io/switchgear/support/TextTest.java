// SPDX-License-Identifier: Apache-2.0
package io.switchgear.support;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Text from outside becomes one short line that cannot forge another. */
@Tag("C21")
class TextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\n",
                "\r\n",
                "\t",
                "\0",
                "\u001B",
                "\u007F",
                "\u0085",
                "\u009B",
                "\u00AD",
                "\u061C",
                "\u200B",
                "\u200F",
                "\u2028",
                "\u2029",
                "\u202A",
                "\u202E",
                "\u2066",
                "\u2069",
                "\uFEFF",
                "\uD800",
                "\uDC00",
                "\uDB40\uDC01",
                "\u0085\u2028\n\u202E"
            })
    void shouldReplaceWhatCouldForgeALine(String hostile) {
        assertThat(Text.oneLine("one" + hostile + "two", 100)).isEqualTo("one two");
        assertThat(Text.oneLine(hostile + "one" + hostile, 100)).isEqualTo("one");
        assertThat(Text.isOneLine("one" + hostile + "two")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "plain", "two  spaces", " ends ", "äöü ß € 漢字", "\uD83D\uDE00 smile", "a\u00A0b"})
    void shouldLeaveTheRestAlone(String harmless) {
        assertThat(Text.oneLine(harmless, 100)).isSameAs(harmless);
        assertThat(Text.isOneLine(harmless)).isTrue();
    }

    @Test
    void shouldCutAndMarkTheCut() {
        assertThat(Text.oneLine("12345", 5)).isEqualTo("12345");
        assertThat(Text.oneLine("123456", 5)).isEqualTo("1234…");
        assertThat(Text.oneLine("12\n34\n56", 5)).isEqualTo("12 3…");
        assertThat(Text.oneLine("123456", 1)).isEqualTo("…");
    }

    @Test
    void shouldNotTearACharacterApart() {
        assertThat(Text.oneLine("123\uD83D\uDE0056", 5)).isEqualTo("123…");
        assertThat(Text.oneLine("12\uD83D\uDE00567", 5)).isEqualTo("12\uD83D\uDE00…");
    }

    @Test
    void shouldNotReadWhatIsCutOff() {
        String endless = "\n".repeat(5_000_000);

        assertThat(Text.oneLine("x" + endless, 10)).isEqualTo("x…");
        assertThat(Text.oneLine(endless, 10)).isEqualTo("…");
    }
}
