// SPDX-License-Identifier: Apache-2.0
package io.switchgear.fleet.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchgear.fleet.FleetState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplyTest {
    private static final List<String> GOOD =
            List.of("1", "1790000000000000", "OPEN", "1500", "2", "shop-7", "why", "3", "9", "", "0", "1790000000000");

    private static List<Object> with(int field, Object value) {
        List<Object> answer = new ArrayList<>(GOOD);
        answer.set(field, value);
        return answer;
    }

    @Test
    void shouldReadAnAnswer() {
        assertThat(Reply.read(GOOD)).satisfies(record -> {
            assertThat(record.done()).isTrue();
            assertThat(record.version()).isEqualTo(1_790_000_000_000_000L);
            assertThat(record.state()).isEqualTo(FleetState.OPEN);
            assertThat(record.left()).isEqualTo(Duration.ofMillis(1500));
            assertThat(record.votes()).isEqualTo(3);
            assertThat(record.seen()).isEqualTo(9);
        });
        assertThat(Reply.read(with(3, "9223372036854775807")).left()).isEqualTo(Duration.ofHours(24));
    }

    @Test
    void shouldRefuseWhatTheScriptCannotHaveSaid() {
        List<List<?>> forged = List.of(
                List.of(),
                GOOD.subList(1, GOOD.size()),
                with(0, 1L),
                with(1, "-1"),
                with(1, "1e300"),
                with(1, "9".repeat(300)),
                with(2, "AJAR"),
                with(3, "inf"),
                with(4, "4294967296"),
                with(5, "x".repeat(100_001)),
                with(6, List.of("why")),
                with(8, ""));
        for (List<?> each : forged) {
            assertThatThrownBy(() -> Reply.read(each)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void shouldReadMessagesAndIgnoreOthers() {
        String answer = String.join("|", GOOD);
        assertThat(Reply.readPush("1|a%7Cb%25|" + answer)).hasValueSatisfying(push -> {
            assertThat(push.breaker()).isEqualTo("a|b%");
            assertThat(push.record()).isEqualTo(Reply.read(GOOD));
        });
        for (String other :
                List.of("", "|", "2|payments|" + answer, "1|payments", "1|payments|x" + answer, "|".repeat(99))) {
            assertThat(Reply.readPush(other)).as(other).isEmpty();
        }
    }
}
