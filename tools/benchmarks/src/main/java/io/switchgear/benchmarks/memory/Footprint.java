// SPDX-License-Identifier: Apache-2.0
package io.switchgear.benchmarks.memory;

/** The measured sizes on the heap, in bytes. */
public enum Footprint {
    SWITCHGEAR_IDLE("Switchgear, default: a breaker, idle"),
    SWITCHGEAR_BUSY("Switchgear, default: a breaker after all of 16 processors used it at once"),
    SWITCHGEAR_COUNT_BUSY("Switchgear, last 100 calls: likewise"),
    SWITCHGEAR_KEYED("Switchgear, keyed: 100,000 breakers, each used, with their keys"),
    SWITCHGEAR_CHANGED("Switchgear: what a breaker grew by over many changes of state"),
    SWITCHGEAR_LEFT_BEHIND("Switchgear: what the heap grew by over those changes"),
    R4J_IDLE("Resilience4j, default: a breaker, idle"),
    R4J_BUSY("Resilience4j, default: after 1,000 calls"),
    R4J_KEYED("Resilience4j, registry: 100,000 breakers, each used, with their names");

    private final String label;

    Footprint(String label) {
        this.label = label;
    }

    /** The name in the table. */
    public String label() {
        return label;
    }
}
