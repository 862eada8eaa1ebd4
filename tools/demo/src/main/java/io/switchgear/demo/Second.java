// SPDX-License-Identifier: Apache-2.0
package io.switchgear.demo;

import io.switchgear.State;
import io.switchgear.demo.service.ServiceMode;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The calls that ended in one second. Immutable.
 *
 * @param number the number of the second, 1 for the first
 * @param service the mode of the embedded service at its end; absent if a real address is called
 * @param withoutBreaker the client that is compared; absent if a real address is called
 * @param state the breaker's state at its end
 * @param rampShare while the breaker ramps up, the share of calls that pass, 0 to 1
 * @param shedShare while the breaker sheds, the share of calls that it rejects, 0 to 1
 * @param withBreaker the client with a breaker
 */
record Second(
        int number,
        Optional<ServiceMode> service,
        Optional<Figures> withoutBreaker,
        State state,
        OptionalDouble rampShare,
        OptionalDouble shedShare,
        Figures withBreaker) {}
