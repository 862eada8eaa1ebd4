// SPDX-License-Identifier: Apache-2.0
package io.switchgear.resilience4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CircuitBreaker;
import io.switchgear.Permit;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Permits that are found again by the timestamps of their calls. */
class PermitBookTest {
    private final CircuitBreaker breaker = CircuitBreaker.of("payments");
    private final PermitBook book = new PermitBook();

    private Permit begin(long timestamp) {
        Permit permit = breaker.acquire();
        book.add(permit);
        book.read(timestamp);
        return permit;
    }

    private static <T> T elsewhere(Supplier<T> step) {
        return CompletableFuture.supplyAsync(step, task -> new Thread(task).start())
                .join();
    }

    @Test
    void shouldFindAPermitByTheStartOfItsCall() {
        Permit first = begin(100);
        Permit second = begin(200);

        book.read(250);
        assertThat(book.take(150)).isSameAs(first);
        book.read(260);
        assertThat(book.take(60)).isSameAs(second);
        assertThat(book.size()).isZero();
    }

    @Test
    void shouldFindAPermitOnAnotherThread() {
        Permit first = begin(100);
        begin(200);

        assertThat(elsewhere(() -> {
                    book.read(300);
                    return book.take(200);
                }))
                .isSameAs(first);
    }

    @Test
    void shouldPreferThePermitOfTheThreadAmongEqualStamps() {
        Permit other = elsewhere(() -> begin(100));
        Permit own = begin(100);
        begin(150);

        book.read(300);
        assertThat(book.take(200)).isSameAs(own);
        book.read(300);
        assertThat(book.take(200)).isSameAs(other);
    }

    @Test
    void shouldGiveTheNewestOfTheThreadToCodeThatReadsNoTimestamps() {
        elsewhere(() -> begin(100));
        Permit outer = begin(200);
        Permit inner = begin(300);

        assertThat(book.take(7)).isSameAs(inner);
        assertThat(book.take(7)).isSameAs(outer);
    }

    @Test
    void shouldGiveTheOldestOfAllToAThreadWithoutAPermit() {
        Permit first = begin(100);
        begin(200);

        Permit taken = elsewhere(() -> book.take());

        assertThat(taken).isSameAs(first);
    }

    @Test
    void shouldTakeTheSecondReadingForAnEndEvenIfTheFirstCallHasEnded() {
        begin(50);
        Permit unread = breaker.acquire();
        book.add(unread);
        assertThat(book.take()).isSameAs(unread);

        book.read(90); // not the start of the call that has ended, but the end of the other one

        assertThat(book.take(40)).isNotNull();
        assertThat(book.size()).isZero();
    }

    @Test
    void shouldHaveNothingForWhoeverHasNoPermit() {
        assertThat(book.take()).isNull();
        book.read(1);
        assertThat(book.take(1)).isNull();
    }

    @Test
    void shouldIgnoreTheOldestPermitWhenItIsFull() {
        Permit oldest = begin(0);
        for (int i = 1; i <= PermitBook.CAPACITY; i++) {
            begin(i);
        }

        assertThat(book.size()).isEqualTo(PermitBook.CAPACITY);
        assertThat(breaker.snapshot().totals().ignored()).isEqualTo(1);
        assertThat(oldest.success()).isFalse();
    }
}
