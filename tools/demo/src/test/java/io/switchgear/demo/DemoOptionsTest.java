// SPDX-License-Identifier: Apache-2.0
package io.switchgear.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DemoOptionsTest {
    @Test
    void shouldHaveADayByDefault() {
        DemoOptions options = DemoOptions.of(null, null, null, null, 1, null, false, false);

        assertThat(options.url()).isEmpty();
        assertThat(options.length()).contains(Duration.ofSeconds(45));
        assertThat(options.rate()).isEqualTo(40);
        assertThat(options.workers()).isEqualTo(20);
    }

    @Test
    void shouldCallARealAddressGentlyAndWithoutEndByDefault() {
        DemoOptions options = DemoOptions.of(null, "https://localhost:8443/health", null, null, 1, null, false, false);

        assertThat(options.url()).contains(URI.create("https://localhost:8443/health"));
        assertThat(options.length()).isEmpty();
        assertThat(options.rate()).isEqualTo(5);
        assertThat(options.workers()).isEqualTo(2);
    }

    @Test
    void shouldTakeTheBounds() {
        assertThat(DemoOptions.of(null, null, 15, 10, 1, null, false, false).length())
                .contains(Duration.ofSeconds(15));
        assertThat(DemoOptions.of(null, null, 3_600, 200, 1, null, false, false).rate())
                .isEqualTo(200);
        assertThat(DemoOptions.of(null, "http://localhost", 1, 1, 1, null, false, false)
                        .rate())
                .isEqualTo(1);
        assertThat(DemoOptions.of(null, "http://localhost", 86_400, 200, 1, null, false, false)
                        .length())
                .contains(Duration.ofDays(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "localhost", "localhost:8080", "ftp://localhost", "http:///x", "http://", "http://a b", "//x"
            })
    void shouldRefuseWhatIsNoHttpAddress(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DemoOptions.of(null, url, null, null, 1, null, false, false))
                .withMessageContaining("--url " + url + ": must be");
    }

    @Test
    void shouldShowNothingThatWasNotAskedFor() {
        DemoOptions options = DemoOptions.of(null, null, null, null, 1, null, false, false);

        assertThat(options.ramp()).isEmpty();
        assertThat(options.async()).isFalse();
        assertThat(options.explain()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"100ms, 100", "800ms, 800", "5s, 5000", "10s, 10000"})
    void shouldTakeARampThatTheDayHasRoomFor(String typed, long millis) {
        DemoOptions options = DemoOptions.of(null, null, null, null, 1, typed, true, true);

        assertThat(options.ramp()).contains(Duration.ofMillis(millis));
        assertThat(options.async()).isTrue();
        assertThat(options.explain()).isTrue();
    }

    @Test
    void shouldTakeAnyRampWithinTheBoundsForARealAddress() {
        assertThat(DemoOptions.of(null, "http://localhost", 1, null, 1, "10m", false, false)
                        .ramp())
                .contains(Duration.ofMinutes(10));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "5", "s", "5 s", "-5s", "1.5s", "5h", "0s", "99ms", "601s", "11m", "9999999999s", "PT5S"})
    void shouldRefuseWhatIsNoRamp(String typed) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DemoOptions.of(null, null, null, null, 1, typed, false, false))
                .withMessage("--ramp " + typed
                        + ": must be 100ms to 10m, a whole number with its unit (ms, s or m), like 5s");
    }

    @ParameterizedTest
    @CsvSource({
        "45, 10001ms, at most 10s, 46",
        "20, 2s, at most 1666ms, 21",
        "15, 100ms, nothing, 16",
        "600, 10m, at most 195s, 1815"
    })
    void shouldSayHowLongADayARampNeeds(int seconds, String typed, String room, int enough) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DemoOptions.of(null, null, seconds, null, 1, typed, false, false))
                .withMessage("--ramp " + typed + ": the healthy parts of a day of " + seconds + " s have room for "
                        + room + " after each fault; take --seconds " + enough + " or more");
        assertThat(DemoOptions.of(null, null, enough, null, 1, typed, false, false)
                        .ramp())
                .isPresent();
    }

    @Test
    void shouldShowTheScenarioThatWasAskedFor() {
        DemoOptions options = DemoOptions.of("http", null, null, null, 1, null, false, false);

        assertThat(options.scenario().name()).isEqualTo("http");
        assertThat(options.length()).contains(Duration.ofSeconds(45));
    }

    @Test
    void shouldRefuseAScenarioWithAnAddress() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DemoOptions.of("http", "http://localhost", null, null, 1, null, false, false))
                .withMessage("--scenario with --url: a scenario brings what it calls; leave out one of the two");
    }

    @Test
    void shouldRefuseAnAsynchronousScenario() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DemoOptions.of("http", null, null, null, 1, null, true, false))
                .withMessage(
                        "--scenario with --async: a scenario's clients wait for their calls; leave out one of the two");
    }

    @Test
    void shouldRefuseSheddingOfARealAddressOrWithARampOrAsynchronously() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> DemoOptions.of(SheddingCalls.NAME, "http://localhost", null, null, 1, "5s", true, false))
                .withMessageContainingAll(
                        "--shedding with --url: ", "--shedding with --async: ", "--shedding with --ramp: ");
    }

    @Test
    void shouldTellAllMistakesAtOnce() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DemoOptions.of(null, "x", 0, 201, 1, "5", false, false))
                .withMessageContainingAll(
                        "--url x: ",
                        "--seconds 0: must be 1 to 86400",
                        "--rate 201: must be 1 to 200",
                        "--ramp 5: must be");
    }
}
