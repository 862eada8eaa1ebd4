// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.switchgear.CallNotPermittedException;
import io.switchgear.DeadlinePassedException;
import io.switchgear.Fallbacks;
import io.switchgear.State;
import io.switchgear.rig.Broken;
import io.switchgear.rig.Rig;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Fallbacks by the type of exception that a call ends with: the first that matches runs, outside the breaker. */
@Tag("C9")
class FallbacksTest {
    private final Rig rig = new Rig(config -> config);
    private final List<String> ran = new ArrayList<>();
    private final Fallbacks<String, IOException> fallbacks =
            Fallbacks.<CallNotPermittedException, String, IOException>on(
                            CallNotPermittedException.class,
                            rejection -> noted("rejected by " + rejection.breakerName()))
                    .or(FileNotFoundException.class, missing -> noted("missing " + missing.getMessage()))
                    .or(IOException.class, failure -> noted("broken " + failure.getMessage()))
                    .or(FileNotFoundException.class, missing -> noted("never"));

    @Test
    void shouldNotRunWhenTheCallSucceeds() throws IOException {
        assertThat(rig.breaker.call(() -> "fine", fallbacks)).isEqualTo("fine");
        assertThat(ran).isEmpty();
    }

    @Test
    void shouldRunTheFirstWhoseTypeMatches() throws IOException {
        assertThat(failing(new FileNotFoundException("a"))).isEqualTo("missing a");
        assertThat(failing(new IOException("b"))).isEqualTo("broken b");
        assertThat(ran).hasSize(2);
    }

    @Test
    void shouldRunOnARejectionAndLeaveTheOperationAlone() throws IOException {
        rig.trip();
        assertThat(rig.breaker.call(() -> noted("the operation"), fallbacks)).isEqualTo("rejected by payments");
        assertThat(ran).containsExactly("rejected by payments");
    }

    @Test
    void shouldCountTheCallBeforeTheFallbackRunsAndNotTheFallback() throws IOException {
        State[] seen = new State[1];
        String got = rig.breaker.<String, IOException>call(
                () -> Broken.fail(new IOException("boom")), Fallbacks.on(IOException.class, failure -> {
                    seen[0] = rig.breaker.state();
                    return "instead";
                }));
        assertThat(got).isEqualTo("instead");
        assertThat(seen[0]).isEqualTo(State.OPEN);
        assertThat(rig.breaker.snapshot().totals().admitted()).isEqualTo(1);
        assertThat(rig.breaker.snapshot().totals().failures()).isEqualTo(1);
        assertThat(rig.breaker.snapshot().totals().successes()).isZero();
    }

    @Test
    void shouldGiveTheCallerTheVeryExceptionThatNoneIsFor() {
        for (Throwable end : List.of(new IllegalStateException("x"), new StackOverflowError(), new Exception("y"))) {
            Rig each = new Rig(config -> config);
            assertThat(catchThrowable(() -> each.breaker.<String, Throwable>call(() -> Broken.fail(end), fallbacks)))
                    .isSameAs(end);
            assertThat(each.breaker.snapshot().totals().failures()).isEqualTo(1);
        }
        assertThat(ran).isEmpty();
    }

    @Test
    void shouldGiveTheCallerTheFallbacksOwnException() {
        IOException own = new IOException("the cache is gone too");
        Fallbacks<String, IOException> throwing = Fallbacks.on(IOException.class, failure -> {
            throw own;
        });
        assertThat(catchThrowable(() ->
                        rig.breaker.<String, IOException>call(() -> Broken.fail(new IOException("boom")), throwing)))
                .isSameAs(own);
        assertThat(rig.breaker.snapshot().totals().failures()).isEqualTo(1);
    }

    @Test
    @Tag("C6")
    void shouldSeeThatAContextIsOver() {
        Fallbacks<String, RuntimeException> late = Fallbacks.on(DeadlinePassedException.class, passed -> "too late");
        assertThat(rig.breaker.within(java.time.Duration.ZERO).<String, RuntimeException>call(() -> "ran", late))
                .isEqualTo("too late");
        assertThat(rig.breaker.snapshot().totals().admitted()).isZero();
    }

    @Test
    void shouldRefuseWhatIsMissingBeforeAnythingHappens() {
        Fallbacks<String, RuntimeException> none = null;
        assertThatNullPointerException().isThrownBy(() -> rig.breaker.<String, RuntimeException>call(() -> "x", none));
        assertThatNullPointerException().isThrownBy(() -> Fallbacks.on(IOException.class, null));
        assertThat(rig.breaker.snapshot().totals().admitted()).isZero();
    }

    @Test
    void shouldLeaveFallbacksAsTheyAreWhenOneIsAdded() {
        Fallbacks<String, RuntimeException> one = Fallbacks.on(IllegalStateException.class, failure -> "one");
        one.or(RuntimeException.class, failure -> "two");
        RuntimeException other = new IllegalArgumentException();
        assertThat(catchThrowable(() -> rig.breaker.<String, RuntimeException>call(() -> Broken.fail(other), one)))
                .isSameAs(other);
    }

    private String failing(IOException end) throws IOException {
        return new Rig(config -> config).breaker.<String, IOException>call(() -> Broken.fail(end), fallbacks);
    }

    private String noted(String what) {
        ran.add(what);
        return what;
    }
}
