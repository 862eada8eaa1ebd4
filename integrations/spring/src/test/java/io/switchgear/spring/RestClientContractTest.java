// SPDX-License-Identifier: Apache-2.0
package io.switchgear.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CircuitBreaker;
import io.switchgear.http.HttpCallNotPermittedException;
import io.switchgear.spring.CircuitBreakerRequestInterceptor.Answer;
import io.switchgear.testkit.Guarded;
import io.switchgear.testkit.ScriptedOperation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.AbstractClientHttpRequest;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;

/** The contract, for Spring's blocking client. */
class RestClientContractTest extends HttpContract {
    @Override
    protected Guarded guard(CircuitBreaker breaker, ScriptedOperation<Object> behind) {
        return requests(breaker, (uri, method) -> new Request(method, uri, behind), ADDRESS.toString());
    }

    @Override
    protected Optional<Guarded> failingAtItsEnd(CircuitBreaker breaker) {
        return Optional.of(requests(breaker, new JdkClientHttpRequestFactory(), breakingOff.url()));
    }

    /** The client refuses the request. */
    @Override
    protected Optional<Guarded> failingByItself(CircuitBreaker breaker) {
        return Optional.of(requests(breaker, new JdkClientHttpRequestFactory(), "ftp://stub.example/"));
    }

    private static Guarded requests(CircuitBreaker breaker, ClientHttpRequestFactory factory, String address) {
        RestClient client = RestClient.builder()
                .requestFactory(factory)
                .requestInterceptor(CircuitBreakerRequestInterceptor.of(breaker))
                .build();
        return Guarded.blocking(() -> client.get().uri(URI.create(address)).exchange((request, response) -> {
            response.getBody().readAllBytes();
            return response.getStatusCode().value();
        }));
    }

    @Override
    protected void checkThrown(Throwable behind, @Nullable Throwable got) {
        if (behind instanceof IOException) {
            assertThat(got).isInstanceOf(ResourceAccessException.class).hasCause(behind);
        } else {
            super.checkThrown(behind, got);
        }
    }

    @Override
    protected void checkRejection(Throwable got) {
        assertThat(got)
                .isInstanceOf(ResourceAccessException.class)
                .hasCauseInstanceOf(HttpCallNotPermittedException.class)
                .hasMessageContaining("guarding has been ");
    }

    /** A request that is answered by the operation. */
    private static final class Request extends AbstractClientHttpRequest {
        private final HttpMethod method;
        private final URI uri;
        private final ScriptedOperation<Object> behind;

        Request(HttpMethod method, URI uri, ScriptedOperation<Object> behind) {
            this.method = method;
            this.uri = uri;
            this.behind = behind;
        }

        @Override
        public HttpMethod getMethod() {
            return method;
        }

        @Override
        public URI getURI() {
            return uri;
        }

        @Override
        protected OutputStream getBodyInternal(HttpHeaders headers) {
            return new ByteArrayOutputStream();
        }

        @Override
        protected ClientHttpResponse executeInternal(HttpHeaders headers) throws IOException {
            try {
                return new Response(((Answer) behind.call()).status());
            } catch (IOException failure) {
                throw failure;
            } catch (Exception failure) {
                throw Request.<RuntimeException>sneaky(failure);
            }
        }

        @SuppressWarnings("unchecked") // To throw what a library must not throw, and some do.
        private static <X extends Throwable> X sneaky(Throwable thrown) throws X {
            throw (X) thrown;
        }
    }

    private record Response(int status) implements ClientHttpResponse {
        @Override
        public HttpStatusCode getStatusCode() {
            return HttpStatusCode.valueOf(status);
        }

        @Override
        public String getStatusText() {
            return "";
        }

        @Override
        public HttpHeaders getHeaders() {
            return new HttpHeaders();
        }

        @Override
        public InputStream getBody() {
            return new ByteArrayInputStream(new byte[] {1, 2, 3});
        }

        @Override
        public void close() {}
    }
}
