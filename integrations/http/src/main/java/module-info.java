// SPDX-License-Identifier: Apache-2.0
/**
 * The rules of HTTP that all integrations with HTTP clients share. Start at {@link io.switchgear.http.HttpClassifier}.
 */
module io.switchgear.http {
    requires java.net.http;
    requires transitive io.switchgear.core;
    requires static org.jspecify;

    exports io.switchgear.http;
}
