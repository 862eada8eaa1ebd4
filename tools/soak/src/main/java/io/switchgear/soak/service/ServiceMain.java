package io.switchgear.soak.service;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The process of the service. It prints its port in the first line of its output. After that each line of its input is a
 * breaker and a {@link Behaviour} and is answered by {@value #DONE}; in between there are lines about probes. It exits when
 * its input ends, so it cannot outlive the process that started it.
 */
final class ServiceMain {
    static final String DONE = "done";
    static final String PROBE = "probe";
    private static final long STAY_AFTER_INTERRUPT_SECONDS = 10;

    private ServiceMain() {}

    public static void main(String[] args) {
        int code = 1;
        try {
            serve(Integer.parseInt(args[0]));
            code = 0;
        } catch (IOException | RuntimeException failed) {
            System.err.println("service: " + failed);
        }
        // Not exit(), which would wait for the hook below.
        Runtime.getRuntime().halt(code);
    }

    /** The line that reports a probe. */
    static String probe(Request request, String trip) {
        return PROBE + " " + request.breaker() + " " + trip + " " + request.call();
    }

    private static void serve(int port) throws IOException {
        Runtime.getRuntime().addShutdownHook(new Thread(ServiceMain::waitForTheParent));
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.US_ASCII);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        BreakingService service = BreakingService.listen(port, out);
        out.println(service.port());
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] words = line.split(" ", -1);
            service.behave(words[0], Behaviour.valueOf(words[1]));
            out.println(DONE);
        }
    }

    /** Waits for the parent: Ctrl-C in a terminal reaches this process too, but the parent still has calls out. */
    private static void waitForTheParent() {
        try {
            new CountDownLatch(1).await(STAY_AFTER_INTERRUPT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException enough) {
            Thread.currentThread().interrupt();
        }
    }
}
