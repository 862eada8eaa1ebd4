// SPDX-License-Identifier: Apache-2.0
/** A Spring Boot application whose price service and database may fail. */
@NullMarked
package io.switchgear.examples.shop;

import org.jspecify.annotations.NullMarked;
