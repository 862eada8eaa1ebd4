/**
 * The circuit breaker. Start at {@link io.switchgear.CircuitBreaker}.
 */
module io.switchgear.core {
    requires static org.jspecify;

    exports io.switchgear;
    exports io.switchgear.outcome;
    exports io.switchgear.recovery;
    exports io.switchgear.time;
    exports io.switchgear.trip;
    exports io.switchgear.window;
}
