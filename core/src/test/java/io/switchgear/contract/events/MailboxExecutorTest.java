// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CircuitBreaker;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Executors that do not do as they say. */
@Tag("C50")
class MailboxExecutorTest {
    private final CircuitBreaker breaker = CircuitBreaker.of("payments");
    private final List<Long> heard = new ArrayList<>();
    private final Queue<Runnable> queued = new ArrayDeque<>();

    @Test
    void shouldAskAgainAnExecutorThatDropsTasksWithoutAWord() {
        boolean[] dropping = {true};
        breaker.onStateChange(change -> heard.add(change.sequence()), task -> {
            if (!dropping[0]) {
                task.run();
            }
        });
        breaker.reset("the first delivery is dropped");
        dropping[0] = false;
        for (int i = 0; i < 256; i++) {
            breaker.reset("until the mailbox is full");
        }
        assertThat(heard).hasSize(256).startsWith(2L).endsWith(257L).isSorted();
    }

    @Test
    void shouldNotDeliverTwiceAtOnceWhenAnExecutorThrowsAfterItTookTheTask() {
        breaker.onStateChange(change -> heard.add(change.sequence()), task -> {
            queued.add(task);
            if (queued.size() == 1) {
                throw new RejectedExecutionException("took it all the same");
            }
        });
        breaker.reset("one");
        breaker.reset("two");
        assertThat(queued).hasSize(2);
        queued.remove().run();
        assertThat(heard).as("the delivery that was given up finds nothing").isEmpty();
        queued.remove().run();
        assertThat(heard).containsExactly(1L, 2L);
    }
}
