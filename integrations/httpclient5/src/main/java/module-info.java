// SPDX-License-Identifier: Apache-2.0
/**
 * Apache HttpClient 5 with circuit breakers. Start at {@link io.switchgear.httpclient5.HttpClientGuard}.
 */
@SuppressWarnings("module") // The digit is part of the name of the client, which tells it from version 4.
module io.switchgear.httpclient5 {
    requires transitive io.switchgear.core;
    requires transitive io.switchgear.http;
    requires static org.jspecify;
    requires static transitive org.apache.httpcomponents.client5.httpclient5;
    requires static org.apache.httpcomponents.core5.httpcore5;

    exports io.switchgear.httpclient5;
}
