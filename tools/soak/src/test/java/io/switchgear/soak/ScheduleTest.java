// SPDX-License-Identifier: Apache-2.0
package io.switchgear.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {
    private static final int EPISODES = 300;

    private static Schedule schedule(long seed) {
        return new Schedule(seed, List.of("default", "count"), List.of("host-0", "host-1"));
    }

    private static String text(long seed) {
        return IntStream.rangeClosed(1, EPISODES)
                .mapToObj(number -> schedule(seed).episode(number).toString())
                .collect(Collectors.joining("\n"));
    }

    @Test
    void shouldRepeatExactlyWithTheSameSeed() {
        assertThat(text(42)).isEqualTo(text(42)).contains("kill the service").contains("rule OWN");
    }

    @Test
    void shouldNotRepeatWithAnotherSeedOrEpisode() {
        assertThat(text(42)).isNotEqualTo(text(43));
        assertThat(schedule(42).episode(2).entries().toString().replace("episode 2", ""))
                .isNotEqualTo(schedule(43).episode(1).entries().toString().replace("episode 1", ""));
    }

    @Test
    void shouldKeepToTheTimeOfItsEpisode() {
        for (int number = 1; number <= EPISODES; number++) {
            Schedule.Episode episode = schedule(1).episode(number);

            assertThat(episode.entries())
                    .isSortedAccordingTo((one, other) -> Integer.compare(one.atMillis(), other.atMillis()))
                    .allMatch(entry -> entry.atMillis() >= 0 && entry.atMillis() <= episode.millis())
                    .allMatch(entry -> entry.episode() == episode.number());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kill the service",
                "stop the service",
                "resume the service",
                "service ANSWERS for default",
                "service HANGS for host-0",
                "reconfigure count: window",
                "STORM default",
                "OPEN count for ",
                "FORCE_OPEN key host-1",
                "OUTAGE key host-0",
                "a listener comes to count",
                "a slow listener comes to default",
                "the oldest listener of count goes"
            })
    void shouldContainEveryKindOfAction(String what) {
        assertThat(text(1).contains(": " + what)).isTrue();
    }
}
