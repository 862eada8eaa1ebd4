// SPDX-License-Identifier: Apache-2.0
/** Apache HttpClient 5 with circuit breakers, classic and asynchronous. */
@NullMarked
package io.switchgear.httpclient5;

import org.jspecify.annotations.NullMarked;
