package io.switchgear;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.outcome.Outcome;
import io.switchgear.recovery.Backoff;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.recovery.Ramp;
import io.switchgear.testkit.ManualTicker;
import io.switchgear.trip.TripRule;
import io.switchgear.window.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A thread that dies between a change and its being told, of a full stack or heap, keeps nothing from later listeners. */
@Tag("C5")
@Tag("C31")
@Tag("C50")
class DeadChangeMakerTest {

    @BeforeAll
    static void keepTheLogQuiet() {
        BreakerLog.keepQuiet();
    }

    /** Reading the clock is the one thing between the change and its being told that can be made to fail at will. */
    static IntStream readings() {
        return IntStream.range(1, 30);
    }

    @ParameterizedTest
    @MethodSource("readings")
    void shouldTellOfEveryChangeWhereverItsMakerDies(int reading) {
        ManualTicker clock = new ManualTicker();
        int[] left = {Integer.MAX_VALUE};
        CircuitBreaker breaker = breaker(
                true,
                c -> c.ticker(() -> {
                    if (--left[0] == 0) {
                        throw new StackOverflowError();
                    }
                    return clock.nanos();
                }));
        List<Long> heard = new ArrayList<>();
        breaker.onStateChange(change -> heard.add(change.sequence()));
        left[0] = reading;
        for (int call = 0; call < 9; call++) {
            int step = call % 3;
            quietly(() -> breaker.run(() -> {
                if (step == 1) {
                    throw new IllegalStateException("boom");
                }
            }));
            clock.advance(Duration.ofNanos(20));
        }
        assertThat(left[0]).as("it died on the way").isNotPositive();
        assertWorks(breaker, clock);
        assertThat(heard).as("changes").isEqualTo(numbersUpTo(breaker));
    }

    private static CircuitBreaker breaker(boolean ramps, Consumer<CircuitBreakerConfigBuilder> settings) {
        return CircuitBreaker.of("deep", c -> {
            settings.accept(c.window(Window.lastCalls(10))
                    .tripWhen(TripRule.failureCount(1))
                    .openFor(Backoff.fixed(Duration.ofNanos(10)))
                    .halfOpen(HalfOpen.probes(1).probeTimeout(Duration.ofNanos(50)))
                    .ramp(ramps ? Ramp.over(Duration.ofNanos(30)) : Ramp.off()));
            return c;
        });
    }

    /** Through all states, twice. */
    private static void assertWorks(CircuitBreaker breaker, ManualTicker clock) {
        List<State> path = new ArrayList<>();
        Registration registration = breaker.onStateChange(change -> path.add(change.to()));
        clock.advance(Duration.ofNanos(1_000));
        for (int call = 0; call < 8; call++) {
            Outcome outcome = breaker.state() == State.CLOSED ? Outcome.FAILURE : Outcome.SUCCESS;
            breaker.tryAcquire().ifPresent(permit -> {
                if (outcome == Outcome.FAILURE) {
                    permit.failure();
                } else {
                    permit.success();
                }
            });
            clock.advance(Duration.ofNanos(100));
        }
        registration.remove();
        assertThat(path).as("states").contains(State.OPEN, State.HALF_OPEN, State.CLOSED);
    }

    private static List<Long> numbersUpTo(CircuitBreaker breaker) {
        return IntStream.rangeClosed(1, (int) breaker.circuit.phase().sequence())
                .mapToObj(Long::valueOf)
                .toList();
    }

    private static void quietly(Runnable step) {
        try {
            step.run();
        } catch (StackOverflowError | CallNotPermittedException | IllegalStateException expected) {
            // Which of them comes is not the point here.
        }
    }
}
