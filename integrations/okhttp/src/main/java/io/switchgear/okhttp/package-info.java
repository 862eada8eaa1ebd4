// SPDX-License-Identifier: Apache-2.0
/** OkHttp with circuit breakers, and with it Retrofit and all other clients over OkHttp. */
@NullMarked
package io.switchgear.okhttp;

import org.jspecify.annotations.NullMarked;
