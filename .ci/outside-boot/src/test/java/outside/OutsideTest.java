package outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** A dependency goes down, the endpoint tells why, a threshold changes without losing the state, and traffic comes back. */
class OutsideTest {
    private final HttpClient http = HttpClient.newHttpClient();
    private String address;

    @Test
    void shouldSurviveABadDay(@TempDir Path folder) throws Exception {
        Path more = Files.writeString(folder.resolve("more.properties"), "");
        try (ConfigurableApplicationContext application =
                SpringApplication.run(Outside.class, "--spring.config.import=file:" + more)) {
            address = "http://127.0.0.1:" + application.getEnvironment().getProperty("local.server.port");
            assertThat(get("/stock").body()).isEqualTo("7 left");

            Outside.DOWN.set(true);
            await().untilAsserted(() -> {
                assertThat(get("/stock").body()).isEqualTo("unknown");
                assertThat(get("/actuator/switchgear/warehouse").body()).contains("\"state\":\"OPEN\"", "the warehouse burns");
            });

            assertThat(post("/actuator/switchgear/warehouse", "{\"action\": \"reset\", \"reason\": \"I may not\"}")
                            .statusCode())
                    .as("nobody changes anything without permission")
                    .isEqualTo(405);

            Files.writeString(more, "switchgear.breakers.warehouse.failure-rate=25%\n");
            assertThat(post("/actuator/refresh", "").statusCode()).isEqualTo(200);
            assertThat(get("/actuator/switchgear/warehouse").body())
                    .as("new settings, and the same state")
                    .contains("\"state\":\"OPEN\"", "\"failure-rate\":\"25%\"");

            Outside.DOWN.set(false);
            await().untilAsserted(() -> {
                assertThat(get("/stock").body()).isEqualTo("7 left");
                assertThat(get("/actuator/switchgear/warehouse").body()).contains("\"state\":\"CLOSED\"");
            });
        }
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create(address + path)).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String json) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(address + path))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json))
                        .build(),
                BodyHandlers.ofString());
    }
}
