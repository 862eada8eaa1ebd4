package io.switchgear.simulation.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AgendaTest {
    private final Agenda agenda = new Agenda();
    private final List<String> happened = new ArrayList<>();

    private void at(long nanos, String event) {
        agenda.at(nanos, () -> happened.add(event));
    }

    private void runAll() {
        while (agenda.nextNanos() < Long.MAX_VALUE) {
            agenda.next().run();
        }
    }

    @Test
    void shouldGiveTheEarliestFirst() {
        at(3, "c");
        at(1, "a");
        at(2, "b");

        assertThat(agenda.nextNanos()).isEqualTo(1);
        runAll();

        assertThat(happened).containsExactly("a", "b", "c");
    }

    @Test
    void shouldKeepTheOrderOfEventsOfOneMoment() {
        for (int i = 0; i < 100; i++) {
            at(7, "event " + i);
        }
        runAll();

        assertThat(happened).hasSize(100).startsWith("event 0", "event 1").endsWith("event 99");
        assertThat(happened.indexOf("event 50")).isEqualTo(50);
    }

    @Test
    void shouldSortWhateverComesInBetween() {
        Random random = new Random(1);
        List<Long> times = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            long time = random.nextInt(10_000);
            agenda.at(time, () -> times.add(time));
            if (i % 3 == 0) {
                agenda.next().run();
            }
        }
        times.clear();
        runAll();

        assertThat(times).hasSizeGreaterThan(600).isSorted();
    }

    @Test
    void shouldSayThatNothingIsLeft() {
        assertThat(agenda.nextNanos()).isEqualTo(Long.MAX_VALUE);
        assertThatThrownBy(agenda::next).isInstanceOf(IllegalStateException.class);
    }
}
