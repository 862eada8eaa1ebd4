/**
 * Circuit breakers for Reactor's Mono and Flux. Start at {@link io.switchgear.reactor.ReactorGuard}.
 */
module io.switchgear.reactor {
    requires transitive io.switchgear.core;
    requires transitive org.reactivestreams;
    requires reactor.core;
    requires static org.jspecify;

    exports io.switchgear.reactor;
}
