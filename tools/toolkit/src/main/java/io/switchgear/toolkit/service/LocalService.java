// SPDX-License-Identifier: Apache-2.0
package io.switchgear.toolkit.service;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.switchgear.toolkit.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP service in this process for one test: it answers, fails, breaks off or hangs as it is told. Thread-safe. */
public final class LocalService implements AutoCloseable {
    private final List<HttpExchange> received = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final HttpServer server;
    private volatile int status = 200;
    private volatile String type = "text/plain";
    private volatile String body = "4.20";
    private volatile boolean breaksOff;
    private volatile boolean hangs;
    private volatile boolean stalls;
    private volatile boolean hangsUp;
    private volatile String[] headers = {};

    /** One that answers 200. */
    public LocalService() {
        try {
            server = HttpServer.create(new InetSocketAddress(FreePort.loopback(), 0), 0);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    public void answers(int newStatus) {
        status = newStatus;
    }

    public void answers(int newStatus, String newBody) {
        body = newBody;
        status = newStatus;
        hangs = false;
    }

    public void answers(String newType, String newBody) {
        type = newType;
        body = newBody;
    }

    /** From now on it closes the connection before the last byte. */
    public void breaksOff() {
        breaksOff = true;
    }

    /** From now on it sends all but the last byte, and keeps the connection open. */
    public void stalls() {
        stalls = true;
    }

    /** From now on it closes the connection instead of an answer. */
    public void hangsUp() {
        hangsUp = true;
    }

    /** From now on its answers have this header. */
    public void sends(String name, String value) {
        headers = new String[] {name, value};
    }

    /** From now on it takes requests and never answers. */
    public void hangs() {
        hangs = true;
    }

    public int requests() {
        return received.size();
    }

    /** {@return the paths that were asked for, as they came} */
    public List<String> paths() {
        return received.stream()
                .map(exchange -> exchange.getRequestURI().getRawPath())
                .toList();
    }

    /** {@return a header of the last request} */
    public String header(String name) {
        return received.get(received.size() - 1).getRequestHeaders().getFirst(name);
    }

    private void answer(HttpExchange exchange) throws IOException {
        received.add(exchange);
        if (hangs) {
            await();
        }
        if (hangsUp) {
            exchange.close();
            return;
        }
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        if (headers.length > 0) {
            exchange.getResponseHeaders().set(headers[0], headers[1]);
        }
        int more = breaksOff || stalls ? 1 : 0;
        boolean bare = bytes.length + more == 0
                || status == 204
                || exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, bare ? -1 : bytes.length + more);
        if (!bare) {
            exchange.getResponseBody().write(bytes);
            exchange.getResponseBody().flush();
        }
        if (stalls) {
            await();
        }
        exchange.close();
    }

    private void await() {
        try {
            closing.await();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** From now on it refuses connections. */
    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
