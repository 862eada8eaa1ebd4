// SPDX-License-Identifier: Apache-2.0
package io.switchgear.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A sleep is either too short or too long: tests move the ticker or wait for a condition. */
class SleepTest {
    private static final Pattern SLEEP = Pattern.compile("\\bsleep\\s*\\(|::\\s*sleep\\b");

    @Test
    void shouldSleepNowhere() {
        List<String> sleeps = new ArrayList<>();
        int files = 0;
        for (Path module : Checkout.modules()) {
            for (Path source : Checkout.sources(module)) {
                files++;
                String code = JavaText.codeOf(Checkout.read(source));
                Matcher matcher = SLEEP.matcher(code);
                while (matcher.find()) {
                    long line = code.substring(0, matcher.start()).lines().count();
                    sleeps.add(Checkout.show(source) + ":" + line);
                }
            }
        }
        assertThat(files).as("sources looked at").isPositive();
        assertThat(sleeps).as("calls of a method named sleep").isEmpty();
    }
}
