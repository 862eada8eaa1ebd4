package io.switchgear.demo.service;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The process of the service. It prints its port in the first line of its output; after that each line of its input is a
 * {@link ServiceMode} to enter, and is answered by the {@link Hits} of the mode that ends. It exits when its input ends, so
 * it cannot outlive the process that started it.
 */
final class ServiceMain {
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

    private static void serve(int port) throws IOException {
        Runtime.getRuntime().addShutdownHook(new Thread(ServiceMain::waitForTheParent));
        FlakyService service = FlakyService.listen(port);
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.US_ASCII);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        out.println(service.port());
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            out.println(service.enter(ServiceMode.valueOf(line)));
        }
    }

    /** Waits for the parent: Ctrl-C in a terminal reaches this process too, but the parent still needs its figures. */
    private static void waitForTheParent() {
        try {
            new CountDownLatch(1).await(STAY_AFTER_INTERRUPT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException enough) {
            Thread.currentThread().interrupt();
        }
    }
}
