// SPDX-License-Identifier: Apache-2.0
package io.switchgear.demo;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The options, checked. Immutable.
 *
 * @param scenario the scenario
 * @param url the address to call instead of the embedded service
 * @param length the length of the run; absent if only an interrupt ends it
 * @param rate the calls per second of each client
 * @param seed the seed of the calls' schedule and of the jitter of the breaker's waits
 * @param ramp the length of the ramp after the probes; absent for none
 * @param async whether calls are futures, for which no thread waits
 * @param explain whether the breaker's own figures and messages are printed
 */
record DemoOptions(
        Scenario scenario,
        Optional<URI> url,
        Optional<Duration> length,
        int rate,
        long seed,
        Optional<Duration> ramp,
        boolean async,
        boolean explain) {
    static final int DEFAULT_SECONDS = 45;
    static final int DEFAULT_RATE = 40;
    /** The default rate for a real service, which must not be put under load by accident. */
    static final int DEFAULT_RATE_WITH_URL = 5;

    private static final int MOST_CALLS_PER_SECOND = 200;
    private static final int CALLS_PER_WORKER = 2;
    private static final int FEWEST_WORKERS = 2;

    /**
     * Checks the options as given, {@code null} for those not given.
     *
     * @throws IllegalArgumentException with all mistakes in one line
     */
    static DemoOptions of(
            @Nullable String scenario,
            @Nullable String url,
            @Nullable Integer seconds,
            @Nullable Integer rate,
            long seed,
            @Nullable String ramp,
            boolean async,
            boolean explain) {
        List<String> mistakes = new ArrayList<>();
        Scenario shown = Scenarios.find(scenario, mistakes);
        boolean sheds = SheddingCalls.NAME.equals(scenario);
        String option = sheds ? "--shedding" : "--scenario";
        if (scenario != null && url != null) {
            mistakes.add(option + " with --url: a scenario brings what it calls; leave out one of the two");
        }
        if (scenario != null && async) {
            mistakes.add(option + " with --async: a scenario's clients wait for their calls; leave out one of the two");
        }
        if (sheds && ramp != null) {
            mistakes.add("--shedding with --ramp: a share falls slowly, without a ramp; leave out one of the two");
        }
        Integer length = seconds == null && url == null ? Integer.valueOf(DEFAULT_SECONDS) : seconds;
        Optional<Duration> ramping = Optional.ofNullable(ramp).flatMap(text -> RampOption.parse(text, mistakes));
        Optional<URI> address = Optional.ofNullable(url).flatMap(text -> address(text, mistakes));
        if (url == null) {
            // A shorter day leaves no time to recover in; fewer calls show the breaker too little.
            boolean isDay = within("--seconds", seconds, (int) Day.SHORTEST.toSeconds(), 3_600, mistakes);
            within("--rate", rate, 10, MOST_CALLS_PER_SECOND, mistakes);
            if (isDay && ramp != null && length != null) {
                Duration day = Duration.ofSeconds(length);
                int recoveries = shown.faults().size();
                ramping.ifPresent(given -> RampOption.checkFits(given, ramp, day, recoveries, mistakes));
            }
        } else {
            within("--seconds", seconds, 1, 86_400, mistakes);
            within("--rate", rate, 1, MOST_CALLS_PER_SECOND, mistakes);
        }
        if (!mistakes.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", mistakes));
        }
        int defaultRate = url == null ? DEFAULT_RATE : DEFAULT_RATE_WITH_URL;
        return new DemoOptions(
                shown,
                address,
                Optional.ofNullable(length).map(Duration::ofSeconds),
                rate == null ? defaultRate : rate,
                seed,
                ramping,
                async,
                explain);
    }

    /** The day of the scenario; requires a length. */
    Day day() {
        return Day.lasting(length.orElseThrow(), ramp.orElse(Duration.ZERO), scenario.faults());
    }

    /**
     * The number of threads of each client: plenty while calls are answered, too few for the rate while each waits for its
     * timeout.
     */
    int workers() {
        return Math.max(FEWEST_WORKERS, rate / CALLS_PER_WORKER);
    }

    private static boolean within(String option, @Nullable Integer value, int least, int most, List<String> mistakes) {
        boolean sound = value == null || (value >= least && value <= most);
        if (!sound) {
            mistakes.add(option + " " + value + ": must be " + least + " to " + most);
        }
        return sound;
    }

    private static Optional<URI> address(String text, List<String> mistakes) {
        try {
            URI uri = new URI(text);
            boolean http = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            if (http && uri.getHost() != null) {
                return Optional.of(uri);
            }
        } catch (URISyntaxException notOne) {
            // Reported below, as every other mistake in it.
        }
        mistakes.add("--url " + text + ": must be an address like http://localhost:8080/health, http or https");
        return Optional.empty();
    }
}
