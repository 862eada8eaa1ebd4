package io.switchgear.soak.service;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The service itself, on plain sockets, so that it can fail in ways in which an HTTP server would not. It reports each
 * request that is known to be a probe before it answers, so that a later kill loses none. Thread-safe.
 */
final class BreakingService {
    private static final int BACKLOG = 1_024;
    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    private static final int READ_TIMEOUT_MILLIS = 15_000;
    private static final long REBIND_FOR_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long REBIND_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final ServerSocket socket;
    private final PrintStream reports;
    private final ExecutorService connections = Executors.newCachedThreadPool();
    private final Map<String, Behaviour> behaviours = new ConcurrentHashMap<>();

    private BreakingService(ServerSocket socket, PrintStream reports) {
        this.socket = socket;
        this.reports = reports;
    }

    /** Starts a service that answers, on a port of loopback; 0 for any free one. */
    static BreakingService listen(int port, PrintStream reports) throws IOException {
        BreakingService service = new BreakingService(port == 0 ? onFreePort() : on(port), reports);
        service.connections.execute(service::accept);
        return service;
    }

    int port() {
        return socket.getLocalPort();
    }

    void behave(String breaker, Behaviour behaviour) {
        behaviours.put(breaker, behaviour);
    }

    private void accept() {
        while (true) {
            try {
                Socket connection = socket.accept();
                connections.execute(() -> serve(connection));
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            connection.setSoTimeout(READ_TIMEOUT_MILLIS);
            connection.setTcpNoDelay(true);
            Optional<Request> read = Request.read(connection.getInputStream());
            if (read.isPresent()) {
                Request request = read.get();
                request.probeOf().ifPresent(trip -> reports.println(ServiceMain.probe(request, trip)));
                Behaviour behaviour = behaviours.getOrDefault(request.breaker(), Behaviour.ANSWERS);
                new Reply(connection, ThreadLocalRandom.current()).give(behaviour);
            }
        } catch (IOException gone) {
            // The caller has given up and needs no answer.
        }
    }

    /** Binds a port, which may take a moment to become free if its process has just been killed. */
    private static ServerSocket on(int port) throws IOException {
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

    /**
     * Binds a free port that the system would not pick: it could give such a port to a caller's end while the service is
     * killed.
     */
    private static ServerSocket onFreePort() throws IOException {
        BindException last = new BindException("no free port");
        for (int i = 0; i < 100; i++) {
            try {
                return bind(ThreadLocalRandom.current().nextInt(20_000, 30_000));
            } catch (BindException taken) {
                last = taken;
            }
        }
        throw last;
    }

    private static ServerSocket bind(int port) throws IOException {
        return new ServerSocket(port, BACKLOG, loopback());
    }

    /** The IPv4 loopback address, whatever the system prefers. */
    static InetAddress loopback() {
        try {
            return InetAddress.getByAddress(LOOPBACK);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
