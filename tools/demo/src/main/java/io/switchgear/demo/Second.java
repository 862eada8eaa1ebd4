package io.switchgear.demo;

import io.switchgear.State;
import io.switchgear.demo.service.ServiceMode;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One second: the calls that ended in it. Immutable.
 *
 * @param number 1 for the first
 * @param service what the embedded service did at its end; absent when a real address is called
 * @param withoutBreaker the client that is compared; absent when a real address is called
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
