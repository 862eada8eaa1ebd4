// SPDX-License-Identifier: Apache-2.0
/** gRPC clients that fail fast while a service is down. */
@NullMarked
package io.switchgear.grpc;

import org.jspecify.annotations.NullMarked;
