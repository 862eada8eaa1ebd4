package io.switchgear.demo.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerTest {
    @Test
    void shouldTellTheStockInJson() {
        Answer answer = to("/stock/bolt");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.type()).isEqualTo("application/json");
        assertThat(answer.bytes()).isEqualTo("{\"item\":\"bolt\",\"quantity\":120}".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void shouldTellTheWeatherInPlainText() {
        Answer answer = to("/weather/Bergen");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.type()).startsWith("text/plain");
        assertThat(answer.body()).isEqualTo("rain, 7 degrees");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/stock/sprocket", "/stock/", "/stock", "/stock/bolt/1", "/weather/Atlantis", "/weather"})
    void shouldNotKnowEverything(String path) {
        assertThat(to(path)).isEqualTo(new Answer(404, "text/plain", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "", "/anything/else"})
    void shouldSayNothingElsewhere(String path) {
        assertThat(to(path)).isEqualTo(new Answer(200, "text/plain", ""));
    }

    private static Answer to(String path) {
        return Answer.to(URI.create("http://127.0.0.1" + path));
    }
}
