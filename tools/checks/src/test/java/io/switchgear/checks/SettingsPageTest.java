// SPDX-License-Identifier: Apache-2.0
package io.switchgear.checks;

import io.switchgear.config.Setting;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The reference of all settings follows from their schema. */
class SettingsPageTest {
    private static final List<String> INTRODUCTION = List.of(
            "# Settings",
            "",
            "All settings that can be given as text, by [`switchgear-config`](../config/README.md), the same for every source. Each key",
            "stands below one of",
            "",
            "- `switchgear.breakers.<name>.`, for one breaker, plain or keyed;",
            "- `switchgear.configs.<name>.`, for the breakers that name it as their `config`;",
            "- `switchgear.defaults.`, for all breakers.",
            "",
            "The first of these places that has a key decides, and the code where none has it. `off` switches off a setting that would",
            "otherwise be inherited. The trip rules are joined: a breaker opens when any of them holds.",
            "",
            "| type | as text |",
            "|---|---|",
            "| duration | `10s`, `500ms`, `2min`, `1h`, `1d`, `PT10S` |",
            "| rate | `50%`, `0.5` |",
            "| list of classes | `java.io.IOException,com.acme.Outer$NotFound`, or an index behind the key for each: `ignore[0]` |",
            "| state | `closed`, `open`, `half-open`, `forced-open`, `disabled`, `metrics-only` |",
            "",
            "This page is generated from `Setting`.",
            "",
            "| key | type | values | default | effect |",
            "|---|---|---|---|---|");

    @Test
    void shouldListEachSetting() {
        List<String> lines = new ArrayList<>(INTRODUCTION);
        Arrays.stream(Setting.values()).map(SettingsPageTest::row).forEach(lines::add);

        WrittenDown.assertSays(
                Checkout.ROOT.resolve("docs/settings.md"),
                lines,
                SettingsPageTest.class,
                "A key that is there may not vanish or change its meaning without a word in CHANGELOG.md.");
    }

    private static String row(Setting setting) {
        String cells = String.join(
                " | ",
                "`" + setting.key() + "`",
                setting.type(),
                setting.bounds(),
                setting.defaultText(),
                setting.description());
        return ("| " + cells + " |").replaceAll(" {2,}", " ");
    }
}
