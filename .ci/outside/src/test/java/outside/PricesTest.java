package outside;

import static io.switchgear.testkit.SwitchgearAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.State;
import org.junit.jupiter.api.Test;

class PricesTest {
    private final Prices prices = new Prices();

    @Test
    void shouldReadAndThenGoWithout() {
        assertThat(prices.read(() -> "7")).isEqualTo("7");

        prices.breaker.forceOpen("a look from outside");

        assertThat(prices.breaker).hasState(State.FORCED_OPEN);
        assertThat(prices.read(() -> "7")).startsWith("none: ").contains("a look from outside");
    }
}
