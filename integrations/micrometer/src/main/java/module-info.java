/** Circuit breakers as Micrometer meters. Start at {@link io.switchgear.micrometer.CircuitBreakerMetrics}. */
module io.switchgear.micrometer {
    requires transitive io.switchgear.core;
    requires transitive micrometer.core;
    requires static transitive io.switchgear.fleet;
    requires static org.jspecify;

    exports io.switchgear.micrometer;
}
