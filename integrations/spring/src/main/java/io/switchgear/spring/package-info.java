/** Circuit breakers for the beans, HTTP clients and data sources of Spring applications. */
@NullMarked
package io.switchgear.spring;

import org.jspecify.annotations.NullMarked;
