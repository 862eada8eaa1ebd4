package io.switchgear.examples;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** An HTTP service for one test, which answers as it is told. Thread-safe. */
public final class LoopbackService implements BeforeEachCallback, AfterEachCallback {
    private final List<HttpExchange> received = new CopyOnWriteArrayList<>();
    private volatile int status;
    private volatile String body = "";
    private volatile boolean silent;
    private HttpServer server;

    @Override
    public void beforeEach(ExtensionContext test) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @Override
    public void afterEach(ExtensionContext test) {
        stop();
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    public void answers(int newStatus, String newBody) {
        body = newBody;
        status = newStatus;
        silent = false;
    }

    /** From now on it takes requests and never answers. */
    public void hangs() {
        silent = true;
    }

    /** From now on it refuses connections. */
    public void stop() {
        server.stop(0);
    }

    /** The paths that were asked for, as they came. */
    public List<String> paths() {
        return received.stream()
                .map(exchange -> exchange.getRequestURI().getRawPath())
                .toList();
    }

    /** A header of the last request. */
    public String header(String name) {
        return received.get(received.size() - 1).getRequestHeaders().getFirst(name);
    }

    private void answer(HttpExchange exchange) throws IOException {
        received.add(exchange);
        if (!silent) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        }
    }
}
