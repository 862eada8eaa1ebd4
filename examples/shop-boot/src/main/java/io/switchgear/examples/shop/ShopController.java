// SPDX-License-Identifier: Apache-2.0
package io.switchgear.examples.shop;

import io.switchgear.CallNotPermittedException;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The shop's requests. A request that a breaker rejects is answered with 503 and the time to come again. */
@RestController
class ShopController {
    private final Prices prices;
    private final Orders orders;

    ShopController(Prices prices, Orders orders) {
        this.prices = prices;
        this.orders = orders;
    }

    @GetMapping("/prices/{product}")
    Price price(@PathVariable("product") String product) {
        return prices.of(product);
    }

    @PostMapping("/orders/{product}")
    ResponseEntity<Price> order(@PathVariable("product") String product) {
        Price price = prices.of(product);
        orders.place(price);
        return ResponseEntity.status(HttpStatus.CREATED).body(price);
    }

    @GetMapping("/orders")
    long orders() {
        return orders.count();
    }

    // region unavailable
    @ExceptionHandler
    ResponseEntity<ProblemDetail> failed(RuntimeException thrown) {
        for (Throwable each = thrown; each != null; each = each.getCause()) {
            if (each instanceof CallNotPermittedException rejected) {
                long seconds =
                        rejected.retryAfter().orElse(Duration.ofMinutes(1)).toSeconds() + 1;
                return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                        .header(HttpHeaders.RETRY_AFTER, Long.toString(seconds))
                        .body(ProblemDetail.forStatusAndDetail(
                                HttpStatus.SERVICE_UNAVAILABLE, rejected.breakerName() + " is not available"));
            }
        }
        return ResponseEntity.of(ProblemDetail.forStatus(HttpStatus.BAD_GATEWAY))
                .build();
    }
    // endregion
}
