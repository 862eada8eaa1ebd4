/** A real HTTP service in a process of its own that can be made to fail: {@link ServiceProcess} is its handle. */
@NullMarked
package io.switchgear.demo.service;

import org.jspecify.annotations.NullMarked;
