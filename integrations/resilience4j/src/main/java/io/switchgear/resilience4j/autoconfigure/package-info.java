// SPDX-License-Identifier: Apache-2.0
/** The auto-configuration of Spring Boot 3 and 4. */
@NullMarked
package io.switchgear.resilience4j.autoconfigure;

import org.jspecify.annotations.NullMarked;
