/** An HTTP service in a process of its own on a port of loopback, which can be made to break in many ways: {@link ServiceProcess}. */
@NullMarked
package io.switchgear.toolkit.service;

import org.jspecify.annotations.NullMarked;
