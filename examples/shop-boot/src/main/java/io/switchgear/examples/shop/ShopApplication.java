// SPDX-License-Identifier: Apache-2.0
package io.switchgear.examples.shop;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * A shop that keeps selling while its price service or its database is down. {@link Prices} has a circuit breaker by an
 * annotation, the database by a property; {@code application.yml} has their settings.
 */
@SpringBootApplication
public class ShopApplication {
    /** Starts the shop. */
    public static void main(String[] arguments) {
        SpringApplication.run(ShopApplication.class, arguments);
    }
}
