// SPDX-License-Identifier: Apache-2.0
package io.switchgear.benchmarks.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What is compared really does the thing. */
class ContenderTest {

    static Stream<Contender> breakers() {
        return Stream.of(Contender.values()).filter(contender -> !contender.isFloor());
    }

    @ParameterizedTest
    @EnumSource
    void shouldCallTheOperationOnceWhileClosed(Contender contender) throws Exception {
        AtomicInteger calls = new AtomicInteger();
        Object result = contender.guard().call(counting(calls));

        assertThat(calls).hasValue(contender == Contender.CLOCK_READ_AND_ADD ? 0 : 1);
        assertThat(result).isEqualTo(contender == Contender.CLOCK_READ_AND_ADD ? false : 1);
    }

    @ParameterizedTest
    @MethodSource("breakers")
    void shouldHandOnTheFailureItself(Contender contender) {
        assertThatThrownBy(() -> contender.guard().call(new FailingRead(100))).isInstanceOf(FailingRead.Failure.class);
    }

    static Stream<Contender> breakersThatReject() {
        return breakers().filter(breaker -> breaker != Contender.SWITCHGEAR_SHEDDING); // that rejects hardly any
    }

    @ParameterizedTest
    @MethodSource("breakersThatReject")
    void shouldRejectOnceMostCallsHaveFailed(Contender contender) {
        Guard guard = contender.guard();
        FailingRead operation = new FailingRead(60);
        for (int i = 0; i < 200; i++) {
            forget(() -> guard.call(operation));
        }
        assertThatThrownBy(() -> guard.call(new FieldRead())).isNotInstanceOf(FailingRead.Failure.class);
    }

    @ParameterizedTest
    @MethodSource("breakers")
    void shouldStayClosedWhenThirtyPercentFail(Contender contender) throws Exception {
        Guard guard = contender.guard();
        FailingRead operation = new FailingRead(30);
        for (int i = 0; i < 1_000; i++) {
            forget(() -> guard.call(operation));
        }
        assertThat(guard.call(new FieldRead())).isNotNull();
    }

    @ParameterizedTest
    @MethodSource("breakers")
    void shouldThrowARejectionWhileOpen(Contender contender) {
        Guard guard = contender.guard();
        guard.open();
        AtomicInteger calls = new AtomicInteger();

        assertThatThrownBy(() -> guard.call(counting(calls))).isInstanceOf(Exception.class);
        assertThat(calls).hasValue(0);
    }

    @ParameterizedTest
    @EnumSource(names = {"SWITCHGEAR", "R4J", "FAILSAFE", "FAILSAFE_STANDALONE"})
    void shouldRefuseLeaveWhileOpenAndOnlyThen(Contender contender) {
        Guard guard = contender.guard();
        assertThat(guard.tryAcquire()).isTrue();
        guard.open();
        assertThat(guard.tryAcquire()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(names = {"SWITCHGEAR", "R4J"})
    void shouldRefuseLeaveWhileForcedOpen(Contender contender) {
        Guard guard = contender.guard();
        guard.forceOpen();
        assertThat(guard.tryAcquire()).isFalse();
    }

    @Test
    void shouldSayByAValueThatItRefuses() {
        Guard guard = Contender.SWITCHGEAR.guard();
        assertThat(guard.attempt(new FieldRead())).isTrue();
        guard.open();
        assertThat(guard.attempt(new FieldRead())).isFalse();
    }

    @ParameterizedTest
    @EnumSource(names = {"ONE_CLOCK_READ", "TWO_CLOCK_READS", "SWITCHGEAR", "R4J", "FAILSAFE_STANDALONE"})
    void shouldCallOnceInTwoStepsWhileClosed(Contender contender) throws Exception {
        AtomicInteger calls = new AtomicInteger();
        assertThat(contender.guard().callByPermit(counting(calls))).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"SWITCHGEAR", "R4J", "FAILSAFE_STANDALONE"})
    void shouldRejectInTwoStepsOnceMostCallsHaveFailed(Contender contender) {
        Guard guard = contender.guard();
        FailingRead failing = new FailingRead(60);
        for (int i = 0; i < 200; i++) {
            forget(() -> guard.callByPermit(failing));
        }
        assertThatThrownBy(() -> guard.callByPermit(new FieldRead())).isNotInstanceOf(FailingRead.Failure.class);
    }

    @ParameterizedTest
    @EnumSource(names = {"TWO_CLOCK_READS", "SWITCHGEAR", "R4J"})
    void shouldCallASuspendingOperationOnce(Contender contender) throws Exception {
        AtomicInteger calls = new AtomicInteger();
        assertThat(contender.guard().callSuspending(counting(calls))).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"SWITCHGEAR", "R4J"})
    void shouldRejectASuspendingOperationWhileOpen(Contender contender) {
        Guard guard = contender.guard();
        guard.open();
        assertThatThrownBy(() -> guard.callSuspending(new FieldRead())).isInstanceOf(Exception.class);
    }

    @ParameterizedTest
    @EnumSource(names = {"BARE_CALL", "SWITCHGEAR", "R4J"})
    void shouldPassOnTheElementsOfAPublisher(Contender contender) {
        Guard guard = contender.guard();
        assertThat(Mono.from(guard.guarded(Mono.just(1))).block()).isEqualTo(1);
        assertThat(Flux.from(guard.guarded(Flux.just(1, 2))).collectList().block())
                .containsExactly(1, 2);
    }

    @ParameterizedTest
    @EnumSource(names = {"SWITCHGEAR", "R4J"})
    void shouldRejectASubscriptionWhileOpen(Contender contender) {
        Guard guard = contender.guard();
        guard.open();
        Mono<Object> guarded = Mono.from(guard.guarded(Mono.just(1)));
        assertThatThrownBy(guarded::block).isInstanceOf(Exception.class);
    }

    @ParameterizedTest
    @EnumSource(names = {"ONE_CLOCK_READ", "TWO_CLOCK_READS", "SWITCHGEAR", "R4J", "FAILSAFE"})
    void shouldHandOnTheResultOfAStage(Contender contender) throws Exception {
        AsyncOperation operation = new AsyncOperation();
        assertThat(contender.guard().callAsync(operation).toCompletableFuture().join())
                .isSameAs(operation.call().toCompletableFuture().join());
    }

    @ParameterizedTest
    @EnumSource(names = {"SWITCHGEAR", "R4J", "FAILSAFE"})
    void shouldRejectAsynchronouslyWhileOpen(Contender contender) {
        Guard guard = contender.guard();
        guard.open();
        assertThatThrownBy(() -> guard.callAsync(new AsyncOperation())
                        .toCompletableFuture()
                        .join())
                .isInstanceOf(Exception.class);
    }

    @ParameterizedTest
    @EnumSource(names = {"SWITCHGEAR", "R4J", "FAILSAFE_STANDALONE"})
    void shouldCloseWithTheLastProbeAndNotBefore(Contender contender) throws Exception {
        Guard half = contender.guardProbing(10);
        half.halfOpen();
        for (int i = 0; i < 9; i++) {
            half.call(new FieldRead());
        }
        assertThat(half.state()).isEqualTo("HALF_OPEN");
        half.call(new FieldRead());
        assertThat(half.state()).isEqualTo("CLOSED");
    }

    @ParameterizedTest
    @EnumSource(names = {"ONE_CLOCK_READ", "SWITCHGEAR", "R4J"})
    void shouldCallByKey(Contender contender) throws Exception {
        AtomicInteger calls = new AtomicInteger();
        assertThat(contender.byKey().call("a key", counting(calls))).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"SWITCHGEAR", "R4J"})
    void shouldRejectByKey(Contender contender) throws Exception {
        ByKey breakers = contender.byKey();
        FailingRead failing = new FailingRead(60);
        for (int i = 0; i < 200; i++) {
            forget(() -> breakers.call("down", failing));
        }
        assertThatThrownBy(() -> breakers.call("down", new FieldRead())).isNotInstanceOf(FailingRead.Failure.class);
        assertThat(breakers.call("up", new FieldRead())).isNotNull();
    }

    @Test
    void shouldCallThroughTenThatArePassedByAllAndTripByDifferentRules() throws Exception {
        assertThat(Contender.SWITCHGEAR.ten()).hasSize(10);
        assertThat(Contender.TWO_CLOCK_READS.ten()).hasSize(10);
        for (Guard guard : Contender.SWITCHGEAR.ten()) {
            for (Operation operation : MixedOperations.make()) {
                assertThat(guard.call(operation)).isSameAs(operation.call());
            }
        }
        assertThat(Contender.SWITCHGEAR.ten())
                .extracting(Guard::state)
                .containsOnly("CLOSED", "METRICS_ONLY", "DISABLED");
        assertThat(Contender.SWITCHGEAR_COUNT.others()).hasSize(10);
        assertThat(Contender.R4J.others()).isEmpty();
    }

    @Test
    void shouldMakeAndRemoveOneMoreBreakerEachTime() {
        Runnable oneMore = Contender.SWITCHGEAR.oneMoreMetered(3);
        oneMore.run();
        oneMore.run();
        assertThatThrownBy(() -> Contender.R4J.oneMoreMetered(3)).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void shouldFailWithANewMessageEachTime() {
        NewFailure failing = new NewFailure(100);
        for (int i = 1; i < 20; i++) {
            assertThatThrownBy(failing::call).hasMessage("no answer to request %08d", i);
        }
    }

    private static Operation counting(AtomicInteger calls) {
        return new Operation() {
            @Override
            public Object call() {
                return calls.incrementAndGet();
            }
        };
    }

    private static void forget(Callable<Object> call) {
        try {
            call.call();
        } catch (Exception failedOrRejected) {
            // Which of the two shows afterwards.
        }
    }
}
