// SPDX-License-Identifier: Apache-2.0
package io.switchgear.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A real Prometheus on loopback that scrapes and evaluates several times a second, and the tool that comes with it. */
final class PrometheusProcess implements AutoCloseable {
    private static final Pattern LISTENING = Pattern.compile("msg=\"?Listening on\"? address=(\\S+)");
    private static final int SECONDS_TO_STOP = 10;

    private final Process process;
    private final String address;
    private final HttpClient client = HttpClient.newHttpClient();

    /** Scrapes these targets, by these rules, with a folder of its own. */
    PrometheusProcess(Path folder, Path rules, List<String> targets) throws IOException {
        Path config = Files.writeString(folder.resolve("prometheus.yml"), """
                global: { scrape_interval: 250ms, scrape_timeout: 250ms, evaluation_interval: 250ms }
                rule_files: [ "%s" ]
                scrape_configs:
                  - job_name: shop
                    static_configs: [ { targets: [ %s ] } ]
                """.formatted(
                        rules.toAbsolutePath(),
                        targets.stream().map(each -> '"' + each + '"').collect(Collectors.joining(", "))));
        Path log = folder.resolve("prometheus.log");
        process = start(new ProcessBuilder(
                        "prometheus",
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:0")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile()));
        address = await("Prometheus listens, as it tells in " + log)
                .atMost(Duration.ofSeconds(60))
                .failFast("Prometheus ended: " + log, () -> !process.isAlive())
                .until(() -> listening(log), found -> !found.isEmpty());
    }

    private static String listening(Path log) throws IOException {
        Matcher matcher = LISTENING.matcher(Files.readString(log));
        return matcher.find() ? matcher.group(1) : "";
    }

    /** What promtool prints; fails if it does. */
    static String promtool(Path input, String... arguments) throws IOException, InterruptedException {
        Path output = Files.createTempFile("promtool", ".txt");
        try {
            ProcessBuilder promtool = new ProcessBuilder("promtool")
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .redirectInput(input.toFile());
            promtool.command().addAll(List.of(arguments));
            int exit = start(promtool).waitFor();
            String text = Files.readString(output);
            assertThat(exit).as("promtool %s: %s", List.of(arguments), text).isZero();
            return text;
        } finally {
            Files.delete(output);
        }
    }

    private static Process start(ProcessBuilder builder) {
        try {
            return builder.start();
        } catch (IOException missing) {
            throw new AssertionError(
                    "these tests need promtool and prometheus on the path: install Debian's package \"prometheus\", or run them without -Pprometheus",
                    missing);
        }
    }

    /** The data of an answer of its API, by a path with a query. */
    JsonNode get(String path) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(
                HttpRequest.newBuilder(URI.create("http://" + address + "/api/v1/" + path))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        JsonNode answer = new ObjectMapper().readTree(response.body());
        assertThat(answer.at("/status").asText())
                .as("%s: %s", path, response.body())
                .isEqualTo("success");
        return answer.get("data");
    }

    /** The series that an expression gives now. */
    JsonNode query(String expression) throws IOException, InterruptedException {
        return get("query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8))
                .get("result");
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.onExit().get(SECONDS_TO_STOP, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException stays) {
            process.destroyForcibly();
        }
    }
}
