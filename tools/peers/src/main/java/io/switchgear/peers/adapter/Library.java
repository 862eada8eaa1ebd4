// SPDX-License-Identifier: Apache-2.0
package io.switchgear.peers.adapter;

import java.util.concurrent.atomic.AtomicInteger;

/** The compared libraries. The versions are those of this module's pom. */
public enum Library {
    SWITCHGEAR("Switchgear", "ours", ""),
    RESILIENCE4J("Resilience4j", "R4J", "2.4.0"),
    FAILSAFE("Failsafe", "Failsafe", "3.3.2"),
    SMALLRYE("SmallRye Fault Tolerance", "SmallRye", "6.11.2"),
    SENTINEL("Sentinel", "Sentinel", "1.8.9"),
    HYSTRIX("Hystrix", "Hystrix", "1.5.18");

    private static final AtomicInteger MADE = new AtomicInteger();

    private final String title;
    private final String heading;
    private final String version;

    Library(String title, String heading, String version) {
        this.title = title;
        this.heading = heading;
        this.version = version;
    }

    public String title() {
        return title;
    }

    /** A short name, for a narrow column. */
    public String heading() {
        return heading;
    }

    /** The version; empty for the library of this build. */
    public String version() {
        return version;
    }

    /** Creates a breaker with a new name: some libraries keep the data of a name as long as the process lives. */
    public Breaker create(Recipe recipe) {
        return create("peers-" + MADE.incrementAndGet(), recipe);
    }

    /** Creates or returns the breaker of a name. */
    public Breaker create(String name, Recipe recipe) {
        return switch (this) {
            case SWITCHGEAR -> new SwitchgearBreaker(name, recipe);
            case RESILIENCE4J -> new Resilience4jBreaker(name, recipe);
            case FAILSAFE -> new FailsafeBreaker(name, recipe);
            case SMALLRYE -> new SmallRyeBreaker(name, recipe);
            case SENTINEL -> new SentinelBreaker(name, recipe);
            case HYSTRIX -> new HystrixBreaker(name, recipe);
        };
    }
}
