/**
 * The circuit breaker. Start at {@link io.switchgear.CircuitBreaker}.
 */
@SuppressWarnings("module") // The modules named below are not on the path when core is compiled.
module io.switchgear.core {
    requires static org.jspecify;

    exports io.switchgear;
    exports io.switchgear.outcome;
    exports io.switchgear.recovery;
    exports io.switchgear.time;
    exports io.switchgear.trip;
    exports io.switchgear.window;
    exports io.switchgear.support to
            io.switchgear.testkit,
            io.switchgear.httpclient,
            io.switchgear.jdbc,
            io.switchgear.micrometer;
}
