// SPDX-License-Identifier: Apache-2.0
/** Circuit breakers in Spring Boot applications. */
@NullMarked
package io.switchgear.spring.boot;

import org.jspecify.annotations.NullMarked;
