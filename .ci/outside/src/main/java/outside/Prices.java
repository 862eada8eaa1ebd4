package outside;

import io.switchgear.CircuitBreaker;
import io.switchgear.httpclient.CircuitBreakerHttpClient;
import io.switchgear.http.HttpClassifier;
import java.net.http.HttpClient;
import java.util.function.Supplier;

final class Prices {
    final CircuitBreaker breaker = CircuitBreaker.of("prices", c -> c.classify(HttpClassifier.defaults()));
    final HttpClient client = CircuitBreakerHttpClient.of(HttpClient.newHttpClient(), breaker);

    String read(Supplier<String> source) {
        return breaker.call(source::get, rejected -> "none: " + rejected.getMessage());
    }
}
