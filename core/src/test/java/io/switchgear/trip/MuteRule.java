// SPDX-License-Identifier: Apache-2.0
package io.switchgear.trip;

import io.switchgear.window.Metrics;

/** A user's rule that always trips and never says why. Immutable. */
public record MuteRule() implements TripRule {
    @Override
    public boolean trips(Metrics metrics) {
        return true;
    }

    @Override
    public String explain(Metrics metrics) {
        return null;
    }
}
