package io.switchgear.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoOptionsTest {
    @Test
    void shouldHaveADayByDefault() {
        DemoOptions options = DemoOptions.of(null, null, null, 1);

        assertThat(options.url()).isEmpty();
        assertThat(options.length()).contains(Duration.ofSeconds(45));
        assertThat(options.rate()).isEqualTo(40);
        assertThat(options.workers()).isEqualTo(20);
    }

    @Test
    void shouldCallARealAddressGentlyAndWithoutEndByDefault() {
        DemoOptions options = DemoOptions.of("https://localhost:8443/health", null, null, 1);

        assertThat(options.url()).contains(URI.create("https://localhost:8443/health"));
        assertThat(options.length()).isEmpty();
        assertThat(options.rate()).isEqualTo(5);
        assertThat(options.workers()).isEqualTo(2);
    }

    @Test
    void shouldTakeTheBounds() {
        assertThat(DemoOptions.of(null, 15, 10, 1).length()).contains(Duration.ofSeconds(15));
        assertThat(DemoOptions.of(null, 3_600, 200, 1).rate()).isEqualTo(200);
        assertThat(DemoOptions.of("http://localhost", 1, 1, 1).rate()).isEqualTo(1);
        assertThat(DemoOptions.of("http://localhost", 86_400, 200, 1).length()).contains(Duration.ofDays(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "localhost", "localhost:8080", "ftp://localhost", "http:///x", "http://", "http://a b", "//x"
            })
    void shouldRefuseWhatIsNoHttpAddress(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DemoOptions.of(url, null, null, 1))
                .withMessageContaining("--url " + url + ": must be");
    }

    @Test
    void shouldTellAllMistakesAtOnce() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DemoOptions.of("x", 0, 201, 1))
                .withMessageContainingAll(
                        "--url x: ", "--seconds 0: must be 1 to 86400", "--rate 201: must be 1 to 200");
    }
}
