/**
 * Real servers for tests and demos, which can be made to fail: {@link io.switchgear.servers.PostgresServer} and {@link
 * io.switchgear.servers.RedisServer}.
 */
@NullMarked
package io.switchgear.servers;

import org.jspecify.annotations.NullMarked;
