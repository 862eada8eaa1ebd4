// SPDX-License-Identifier: Apache-2.0
package io.switchgear.demo.service;

/** The behaviour of a service. */
public enum ServiceMode {
    /** Answers 200 after a few milliseconds. */
    HEALTHY("healthy"),
    /** Answers 503 to six calls of ten, at random, and the others as a healthy service does. */
    FAILING_IN_PART("fails 6 of 10"),
    /** Answers 503, just as fast. */
    ANSWERING_503("answers 503"),
    /** Accepts calls and never answers them. */
    HANGING("hangs"),
    /** Its process is gone: connections are refused. */
    KILLED("killed");

    private final String words;

    ServiceMode(String words) {
        this.words = words;
    }

    /** {@return whether callers receive useful answers} */
    public boolean isHealthy() {
        return this == HEALTHY;
    }

    @Override
    public String toString() {
        return words;
    }
}
