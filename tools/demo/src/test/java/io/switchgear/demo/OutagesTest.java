// SPDX-License-Identifier: Apache-2.0
package io.switchgear.demo;

import static io.switchgear.State.CLOSED;
import static io.switchgear.State.HALF_OPEN;
import static io.switchgear.State.OPEN;
import static io.switchgear.State.SHEDDING;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.State;
import io.switchgear.demo.service.Hits;
import io.switchgear.demo.service.ServiceMode;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class OutagesTest {
    private final Outages outages = new Outages();

    @Test
    void shouldMeasureFromFaultToOpenAndFromRecoveryToClosed() {
        begin(10);
        breaker(OPEN, 11);
        breaker(HALF_OPEN, 12);
        breaker(OPEN, 13);
        end(20);
        breaker(HALF_OPEN, 21);
        breaker(CLOSED, 23);

        assertThat(only().faultToOpen()).contains(Duration.ofSeconds(1));
        assertThat(only().recoveryToClosed()).contains(Duration.ofSeconds(3));
    }

    @Test
    void shouldTakeSheddingForOpening() {
        begin(10);
        breaker(SHEDDING, 11);
        end(20);
        breaker(CLOSED, 24);

        assertThat(only().faultToOpen()).contains(Duration.ofSeconds(1));
        assertThat(only().recoveryToClosed()).contains(Duration.ofSeconds(4));
    }

    @Test
    void shouldNotTakeAnOpeningAfterTheRecoveryAsCausedByTheFault() {
        begin(10);
        end(20);
        breaker(OPEN, 21);
        breaker(CLOSED, 22);

        assertThat(only().faultToOpen()).isEmpty();
        assertThat(only().recoveryToClosed()).isEmpty();
    }

    @Test
    void shouldTakeAReopeningAsNotClosed() {
        begin(10);
        breaker(OPEN, 11);
        end(20);
        breaker(CLOSED, 21);
        breaker(OPEN, 22);

        assertThat(only().recoveryToClosed()).isEmpty();

        breaker(CLOSED, 25);

        assertThat(only().recoveryToClosed()).contains(Duration.ofSeconds(5));
    }

    @Test
    void shouldNotTakeTheClosingAfterTheFaultBeforeForItsOwn() {
        begin(10);
        breaker(CLOSED, 11);
        breaker(OPEN, 12);
        end(20);

        assertThat(only().faultToOpen()).contains(Duration.ofSeconds(2));
        assertThat(only().recoveryToClosed()).isEmpty();
    }

    @Test
    void shouldTakeAClosingNoticedBeforeTheRecoveryAsImmediate() {
        begin(10);
        breaker(OPEN, 11);
        breaker(CLOSED, 19);
        end(20);

        assertThat(only().recoveryToClosed()).contains(Duration.ZERO);
    }

    @Test
    void shouldBookEachThingToTheLatestFault() {
        breaker(OPEN, 1);
        breaker(CLOSED, 2);
        begin(10);
        outages.hit(new Hits(30, 3));
        end(20);
        begin(30);
        outages.hit(new Hits(50, 5));
        breaker(OPEN, 31);

        assertThat(outages.list()).hasSize(2);
        assertThat(outages.list().get(0).hits()).isEqualTo(new Hits(30, 3));
        assertThat(outages.list().get(0).opened()).isEmpty();
        assertThat(outages.list().get(1).hits()).isEqualTo(new Hits(50, 5));
        assertThat(outages.list().get(1).opened()).isPresent();
    }

    private void begin(long second) {
        outages.begin(ServiceMode.HANGING, Duration.ofSeconds(second));
    }

    private void end(long second) {
        outages.end(Duration.ofSeconds(second));
    }

    private void breaker(State state, long second) {
        outages.breakerBecame(state, Duration.ofSeconds(second));
    }

    private Outage only() {
        assertThat(outages.list()).hasSize(1);
        return outages.list().get(0);
    }
}
