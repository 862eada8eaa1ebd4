// SPDX-License-Identifier: Apache-2.0
package io.switchgear.http;

import java.net.URI;
import java.util.Locale;

/**
 * The origin of an address (RFC 6454): scheme, host and port. It is the usual key of a breaker, because what is behind one
 * origin fails together. Stateless.
 *
 * @since 0.1
 */
public final class HttpOrigin {
    private HttpOrigin() {}

    /**
     * Returns the origin of an address.
     *
     * @param uri an absolute address of a server
     * @return the scheme and host in lower case, and the port if it is not the scheme's default:
     *     {@code https://api.example:8443}; without user name and password
     */
    public static String of(URI uri) {
        if (uri.getHost() == null) {
            return of(uri.getScheme(), registryName(uri));
        }
        return of(uri.getScheme(), uri.getHost(), uri.getPort());
    }

    /**
     * Returns the origin of an address in parts.
     *
     * @param scheme the scheme, {@code http} or {@code https}
     * @param host the host; an address of IPv6 with or without its brackets
     * @param port the port; -1 for the scheme's default
     * @return the origin, as for {@link #of(URI)}
     */
    public static String of(String scheme, String host, int port) {
        boolean isBare = host.indexOf(':') >= 0 && !host.startsWith("[");
        String server = of(scheme, isBare ? "[" + host + "]" : host);
        int usual = server.startsWith("https:") ? 443 : 80;
        return port == -1 || port == usual ? server : server + ":" + port;
    }

    private static String of(String scheme, String host) {
        return (scheme + "://" + host).toLowerCase(Locale.ROOT);
    }

    /** The server of an address whose host is no host name to {@link URI}, such as {@code my_service:8080}. */
    private static String registryName(URI uri) {
        String authority = String.valueOf(uri.getRawAuthority());
        return authority.substring(authority.lastIndexOf('@') + 1);
    }
}
