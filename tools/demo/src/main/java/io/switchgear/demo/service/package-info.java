/** The real things that break: an HTTP service and a database, in processes of their own. */
@NullMarked
package io.switchgear.demo.service;

import org.jspecify.annotations.NullMarked;
