/** Circuit breakers for Spring. Start at {@link io.switchgear.spring.CircuitBreaker}. */
module io.switchgear.spring {
    requires transitive io.switchgear.core;
    requires transitive spring.aop;
    requires transitive spring.beans;
    requires spring.core;
    requires static spring.context;
    requires static org.jspecify;

    exports io.switchgear.spring;
}
