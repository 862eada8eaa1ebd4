// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

import io.switchgear.support.Durations;
import io.switchgear.support.Text;
import java.io.Serializable;

/**
 * The share of calls that is shed, and the results behind it. Immutable.
 *
 * @param share the share of the calls, 0 to 1
 * @param bad the results in the window that failed or, if slow calls are judged, were slow
 * @param results all results in the window
 * @param windowNanos length of the window
 */
record ShedShare(double share, long bad, long results, long windowNanos) implements Serializable {

    String text() {
        return Text.percent(share) + " of the calls are rejected, " + bad + " of " + results + " failed in "
                + Durations.text(windowNanos);
    }
}
