/** Circuit breakers for Spring. Start at {@link io.switchgear.spring.CircuitBreaker}. */
module io.switchgear.spring {
    requires transitive io.switchgear.core;
    requires transitive io.switchgear.http;
    requires transitive spring.aop;
    requires transitive spring.beans;
    requires spring.core;
    requires static transitive io.switchgear.jdbc;
    requires static io.switchgear.reactor;
    requires static spring.context;
    requires static transitive spring.web;
    requires static transitive spring.webflux;
    requires static reactor.core;
    requires static org.reactivestreams;
    requires static org.jspecify;

    exports io.switchgear.spring;
}
