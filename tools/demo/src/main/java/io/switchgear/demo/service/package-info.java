/** A real HTTP service in a process of its own, which can be made to break: {@link ServiceProcess} is the handle. */
@NullMarked
package io.switchgear.demo.service;

import org.jspecify.annotations.NullMarked;
