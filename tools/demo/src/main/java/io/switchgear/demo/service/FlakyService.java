package io.switchgear.demo.service;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.switchgear.servers.FreePort;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The HTTP service: answers, or fails to, according to its mode, and counts the calls. Thread-safe. */
final class FlakyService {
    private static final int FASTEST_ANSWER_MILLIS = 5;
    private static final int SLOWEST_ANSWER_MILLIS = 25;
    /**
     * The length of a hang, longer than any client waits; then the connection is dropped without an answer, so that none
     * pile up.
     */
    private static final int HANG_MILLIS = 10_000;

    /** The share of failing calls, while it fails in part. */
    private static final double FAILING_SHARE = 0.6;

    private static final int THREADS = 4;
    private static final int BACKLOG = 1_024;
    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    private static final long REBIND_FOR_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long REBIND_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final HttpServer server;
    private final ScheduledExecutorService answers = Executors.newScheduledThreadPool(THREADS);
    private final Random random = new Random();

    /** The mode. Guarded by this, as is {@link #hits}, so every call is counted for the mode that answers it. */
    private ServiceMode mode = ServiceMode.HEALTHY;

    private Hits hits = Hits.NONE;

    private FlakyService(HttpServer server) {
        this.server = server;
    }

    /** Starts a healthy service on a port of loopback; 0 for any free one. */
    static FlakyService listen(int port) throws IOException {
        FlakyService service = new FlakyService(on(port == 0 ? FreePort.find() : port));
        service.server.setExecutor(Executors.newFixedThreadPool(THREADS));
        service.server.createContext("/", service::handle);
        service.server.start();
        return service;
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** Changes the mode; returns the calls received in the old one. */
    synchronized Hits enter(ServiceMode next) {
        Hits ended = hits;
        mode = next;
        hits = Hits.NONE;
        return ended;
    }

    private synchronized ServiceMode count(String caller) {
        hits = hits.plus(Hits.of(caller));
        return mode;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // Only the caller waits for it.
    private void handle(HttpExchange exchange) {
        String caller = exchange.getRequestHeaders().getFirst(Hits.CALLER_HEADER);
        ServiceMode now = count(caller == null ? "" : caller);
        if (now == ServiceMode.HANGING) {
            answers.schedule(exchange::close, HANG_MILLIS, TimeUnit.MILLISECONDS);
        } else {
            Answer answer = isAnswered(now) ? Answer.to(exchange.getRequestURI()) : Answer.UNAVAILABLE;
            int delay = random.nextInt(FASTEST_ANSWER_MILLIS, SLOWEST_ANSWER_MILLIS + 1);
            answers.schedule(() -> answer(exchange, answer), delay, TimeUnit.MILLISECONDS);
        }
    }

    private boolean isAnswered(ServiceMode now) {
        return now == ServiceMode.FAILING_IN_PART ? random.nextDouble() >= FAILING_SHARE : now.isHealthy();
    }

    private static void answer(HttpExchange exchange, Answer answer) {
        byte[] body = answer.bytes();
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", answer.type());
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        } catch (IOException gone) {
            // The caller has given up and needs no answer.
        }
    }

    /** Binds a port, which may take a moment to become free if its process has just been killed. */
    private static HttpServer on(int port) throws IOException {
        long start = System.nanoTime();
        while (true) {
            try {
                return bind(port);
            } catch (BindException taken) {
                if (System.nanoTime() - start > REBIND_FOR_NANOS) {
                    throw taken;
                }
                LockSupport.parkNanos(REBIND_EVERY_NANOS);
            }
        }
    }

    private static HttpServer bind(int port) throws IOException {
        return HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port), BACKLOG);
    }
}
