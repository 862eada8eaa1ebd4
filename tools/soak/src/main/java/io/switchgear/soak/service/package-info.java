/** The service: a process of its own on a real port of loopback, which can be made to break in many ways. */
@NullMarked
package io.switchgear.soak.service;

import org.jspecify.annotations.NullMarked;
