// SPDX-License-Identifier: Apache-2.0
/** The rules of HTTP that all integrations with HTTP clients share: which responses are failures, and when to ask again. */
@NullMarked
package io.switchgear.http;

import org.jspecify.annotations.NullMarked;
