/**
 * The JDK's HTTP client with circuit breakers. Start at {@link io.switchgear.httpclient.CircuitBreakerHttpClient}.
 */
module io.switchgear.httpclient {
    requires transitive java.net.http;
    requires transitive io.switchgear.core;
    requires transitive io.switchgear.http;
    requires static org.jspecify;

    exports io.switchgear.httpclient;
}
