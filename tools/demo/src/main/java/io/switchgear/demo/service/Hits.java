// SPDX-License-Identifier: Apache-2.0
package io.switchgear.demo.service;

/**
 * Calls that reached a service. Immutable.
 *
 * @param withoutBreaker from the client without a breaker
 * @param withBreaker from the client with one
 */
public record Hits(long withoutBreaker, long withBreaker) {
    public static final Hits NONE = new Hits(0, 0);

    /** The header by which a client says who it is; calls of anybody else are not counted. */
    public static final String CALLER_HEADER = "User-Agent";

    public static final String WITHOUT_BREAKER = "switchgear-demo (without breaker)";
    public static final String WITH_BREAKER = "switchgear-demo (with breaker)";

    public Hits plus(Hits other) {
        return new Hits(withoutBreaker + other.withoutBreaker, withBreaker + other.withBreaker);
    }

    public Hits minus(Hits other) {
        return new Hits(withoutBreaker - other.withoutBreaker, withBreaker - other.withBreaker);
    }

    static Hits of(String caller) {
        return switch (caller) {
            case WITHOUT_BREAKER -> new Hits(1, 0);
            case WITH_BREAKER -> new Hits(0, 1);
            default -> NONE;
        };
    }
}
