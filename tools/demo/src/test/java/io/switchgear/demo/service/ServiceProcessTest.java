package io.switchgear.demo.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each mode, over a real socket. */
class ServiceProcessTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpClient client = HttpClient.newHttpClient();
    private ServiceProcess service;

    @BeforeEach
    void start() throws IOException {
        service = ServiceProcess.start();
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void shouldAnswerWhileHealthy() throws Exception {
        assertThat(status(Hits.WITH_BREAKER)).isEqualTo(200);
    }

    @Test
    void shouldAnswer503() throws Exception {
        service.enter(ServiceMode.ANSWERING_503);

        assertThat(status(Hits.WITH_BREAKER)).isEqualTo(503);
    }

    @Test
    void shouldAcceptAndNeverAnswerWhileHanging() throws Exception {
        service.enter(ServiceMode.HANGING);
        HttpRequest impatient =
                request(Hits.WITH_BREAKER).timeout(Duration.ofMillis(500)).build();

        assertThatThrownBy(() -> client.send(impatient, BodyHandlers.discarding()))
                .as("a request that is accepted times out by itself, not while connecting")
                .isExactlyInstanceOf(HttpTimeoutException.class);
        assertThat(service.enter(ServiceMode.HEALTHY)).contains(new Hits(0, 1));
        assertThat(status(Hits.WITH_BREAKER)).as("healthy again").isEqualTo(200);
    }

    @Test
    void shouldRefuseConnectionsWhileKilled() throws Exception {
        long pid = service.pid();

        service.enter(ServiceMode.KILLED);

        assertThat(ProcessHandle.of(pid)).as("the process").isEmpty();
        assertThatThrownBy(() -> status(Hits.WITH_BREAKER)).isInstanceOf(ConnectException.class);
    }

    @Test
    void shouldComeBackOnTheSamePortAfterItWasKilled() throws Exception {
        URI before = service.uri();
        long pid = service.pid();
        assertThat(status(Hits.WITH_BREAKER)).isEqualTo(200);

        assertThat(service.enter(ServiceMode.KILLED)).as("nobody left to count").isEmpty();
        assertThat(service.enter(ServiceMode.HEALTHY))
                .as("nobody was there to count")
                .isEmpty();

        assertThat(service.uri()).isEqualTo(before);
        assertThat(service.pid()).isNotEqualTo(pid);
        assertThat(status(Hits.WITH_BREAKER)).isEqualTo(200);
    }

    @Test
    void shouldCountTheCallsOfEachClientInEachMode() throws Exception {
        status(Hits.WITHOUT_BREAKER);
        status(Hits.WITHOUT_BREAKER);
        status(Hits.WITH_BREAKER);
        status("somebody else");

        assertThat(service.enter(ServiceMode.ANSWERING_503)).contains(new Hits(2, 1));

        status(Hits.WITH_BREAKER);

        assertThat(service.enter(ServiceMode.HEALTHY)).contains(new Hits(0, 1));
        assertThat(service.enter(ServiceMode.HEALTHY)).contains(Hits.NONE);
    }

    @Test
    void shouldLeaveNothingBehindWhenClosed() {
        long pid = service.pid();

        service.close();

        assertThat(ProcessHandle.of(pid)).as("the process").isEmpty();
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThatThrownBy(() -> status(Hits.WITH_BREAKER)).isInstanceOf(ConnectException.class));
    }

    @Test
    void shouldSayWhenTheProcessHasDiedByItself() throws Exception {
        ProcessHandle process = ProcessHandle.of(service.pid()).orElseThrow();
        process.destroyForcibly();
        process.onExit().join();

        assertThatThrownBy(() -> service.enter(ServiceMode.HEALTHY))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("process " + process.pid() + " ended with exit code");
    }

    private int status(String caller) throws IOException, InterruptedException {
        return client.send(request(caller).timeout(PATIENCE).build(), BodyHandlers.discarding())
                .statusCode();
    }

    private HttpRequest.Builder request(String caller) {
        return HttpRequest.newBuilder(service.uri()).header(Hits.CALLER_HEADER, caller);
    }
}
