/** The service: a process of its own on a real port of loopback, which can be made to fail in many ways. */
@NullMarked
package io.switchgear.soak.service;

import org.jspecify.annotations.NullMarked;
