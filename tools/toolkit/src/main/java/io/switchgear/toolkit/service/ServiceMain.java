// SPDX-License-Identifier: Apache-2.0
package io.switchgear.toolkit.service;

import io.switchgear.toolkit.FreePort;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.BindException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The process of the service: bare sockets, so that it can break in ways in which an HTTP server would not. It says its port in
 * the first line of its output. After that each line of its input is a folder of its paths, or {@value #EVERYWHERE}, and a
 * {@link Behaviour}, and is answered by {@value #DONE}. Before it answers a request with the header that is reported it says
 * so, so that no kill afterwards makes it forget one. It exits when its input ends, so it cannot outlive the process that
 * started it, however that one ends.
 */
final class ServiceMain {
    static final String EVERYWHERE = "*";
    static final String DONE = "done";
    static final String REPORT = "report";

    private static final int BACKLOG = 1_024;
    private static final int READ_TIMEOUT_MILLIS = 15_000;
    private static final long REBIND_FOR_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long REBIND_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long STAY_AFTER_INTERRUPT_SECONDS = 10;

    private final ServerSocket socket;
    private final String header;
    private final int slowestMillis;
    private final Pages pages;
    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private final ExecutorService connections = Executors.newCachedThreadPool();
    /** By folder. */
    private final Map<String, Behaviour> behaviours = new ConcurrentHashMap<>();

    private ServiceMain(int port, String header, int slowestMillis, Pages pages) throws IOException {
        this.socket = on(port == 0 ? FreePort.find() : port);
        this.header = header;
        this.slowestMillis = slowestMillis;
        this.pages = pages;
    }

    /** The arguments are the port or 0 for any free one, the header to report, the longest time to think, and pages. */
    public static void main(String[] args) {
        int code = 1;
        try {
            Pages pages = Pages.of(Arrays.copyOfRange(args, 3, args.length));
            new ServiceMain(Integer.parseInt(args[0]), args[1], Integer.parseInt(args[2]), pages).serve();
            code = 0;
        } catch (IOException | RuntimeException failed) {
            System.err.println("service: " + failed);
        }
        // Not exit(), which would wait for the hook.
        Runtime.getRuntime().halt(code);
    }

    private void serve() throws IOException {
        Runtime.getRuntime().addShutdownHook(new Thread(ServiceMain::waitForTheParent));
        Thread accepting = new Thread(this::accept, "accept");
        accepting.setDaemon(true);
        accepting.start();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        out.println(socket.getLocalPort());
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] words = line.split(" ", -1);
            behave(words[0], Behaviour.valueOf(words[1]));
        }
    }

    /** Earlier reports are, or will be, treated as earlier. */
    private synchronized void behave(String folder, Behaviour behaviour) {
        behaviours.put(folder, behaviour);
        out.println(DONE);
    }

    private synchronized Behaviour reported(Request request) {
        request.said().ifPresent(said -> out.println(REPORT + " " + request.path() + " " + said));
        Behaviour everywhere = behaviours.getOrDefault(EVERYWHERE, Behaviour.ANSWERS);
        return behaviours.getOrDefault(Pages.folder(request.path()), everywhere);
    }

    /** Ctrl-C in a terminal reaches this process too, but the one that started it still has calls out and wants its figures. */
    private static void waitForTheParent() {
        try {
            new CountDownLatch(1).await(STAY_AFTER_INTERRUPT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException enough) {
            Thread.currentThread().interrupt();
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = socket.accept();
                connections.execute(() -> serve(connection));
            }
        } catch (IOException broken) {
            System.err.println("service: " + broken);
            Runtime.getRuntime().halt(1);
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            connection.setSoTimeout(READ_TIMEOUT_MILLIS);
            connection.setTcpNoDelay(true);
            Optional<Request> read = Request.read(connection.getInputStream(), header);
            if (read.isPresent()) {
                String path = read.get().path();
                Behaviour behaviour = reported(read.get());
                ThreadLocalRandom random = ThreadLocalRandom.current();
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(slowestMillis + 1)));
                new Reply(connection, random, pages.status(path), pages.body(path)).give(behaviour);
            }
        } catch (IOException gone) {
            // The caller has given up; there is nobody to tell.
        }
    }

    /** The port of a process that has just been killed may take a moment to become free. */
    private static ServerSocket on(int port) throws IOException {
        long start = System.nanoTime();
        while (true) {
            try {
                return new ServerSocket(port, BACKLOG, FreePort.loopback());
            } catch (BindException taken) {
                if (System.nanoTime() - start > REBIND_FOR_NANOS) {
                    throw taken;
                }
                LockSupport.parkNanos(REBIND_EVERY_NANOS);
            }
        }
    }
}
