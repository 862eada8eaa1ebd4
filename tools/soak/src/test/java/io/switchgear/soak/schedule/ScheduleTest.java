package io.switchgear.soak.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

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
            Episode episode = schedule(1).episode(number);

            assertThat(episode.entries())
                    .isSortedAccordingTo((one, other) -> Integer.compare(one.atMillis(), other.atMillis()))
                    .allMatch(entry -> entry.atMillis() >= 0 && entry.atMillis() <= episode.millis())
                    .allMatch(entry -> entry.episode() == episode.number());
        }
    }

    @Test
    void shouldContainEveryKindOfAction() {
        List<String> kinds = IntStream.rangeClosed(1, EPISODES)
                .mapToObj(number -> schedule(1).episode(number))
                .flatMap(episode -> episode.entries().stream())
                .map(entry -> entry.action().getClass().getSimpleName())
                .distinct()
                .toList();

        assertThat(kinds)
                .containsExactlyInAnyOrder(
                        "Kill",
                        "Stop",
                        "Resume",
                        "Behave",
                        "Reconfigure",
                        "ByHand",
                        "ByHandForKey",
                        "Listen",
                        "StopListening");
    }
}
