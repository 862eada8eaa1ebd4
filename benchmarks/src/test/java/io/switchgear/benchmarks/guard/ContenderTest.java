package io.switchgear.benchmarks.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is compared really does the thing. */
class ContenderTest {

    static Stream<Contender> breakers() {
        return Stream.of(Contender.values()).filter(contender -> !contender.isFloor());
    }

    @ParameterizedTest
    @EnumSource
    void shouldCallTheOperationOnceWhileClosed(Contender contender) throws Exception {
        AtomicInteger calls = new AtomicInteger();
        Object result = contender.guard().call(new Operation() {
            @Override
            public Object call() {
                return calls.incrementAndGet();
            }
        });

        assertThat(calls).hasValue(contender == Contender.CLOCK_READ_AND_ADD ? 0 : 1);
        assertThat(result).isEqualTo(contender == Contender.CLOCK_READ_AND_ADD ? false : 1);
    }

    @ParameterizedTest
    @MethodSource("breakers")
    void shouldHandOnTheFailureItself(Contender contender) {
        assertThatThrownBy(() -> contender.guard().call(new FailingRead(100))).isInstanceOf(FailingRead.Failure.class);
    }

    @ParameterizedTest
    @MethodSource("breakers")
    void shouldRejectOnceMostCallsHaveFailed(Contender contender) {
        Guard guard = contender.guard();
        FailingRead operation = new FailingRead(60);
        for (int i = 0; i < 200; i++) {
            callAndForget(guard, operation);
        }
        assertThatThrownBy(() -> guard.call(new FieldRead())).isNotInstanceOf(FailingRead.Failure.class);
    }

    @ParameterizedTest
    @MethodSource("breakers")
    void shouldStayClosedWhenThirtyPercentFail(Contender contender) throws Exception {
        Guard guard = contender.guard();
        FailingRead operation = new FailingRead(30);
        for (int i = 0; i < 1_000; i++) {
            callAndForget(guard, operation);
        }
        assertThat(guard.call(new FieldRead())).isNotNull();
    }

    @ParameterizedTest
    @MethodSource("breakers")
    void shouldRejectWhileOpen(Contender contender) {
        Guard guard = contender.guard();
        guard.open();
        assertThatThrownBy(() -> guard.call(new FieldRead())).isInstanceOf(RuntimeException.class);
        assertThat(guard.tryAcquire()).isFalse();
    }

    private static void callAndForget(Guard guard, Operation operation) {
        try {
            guard.call(operation);
        } catch (Exception failedOrRejected) {
            // Which of the two shows afterwards.
        }
    }
}
