/** The callers: all ways in, over real sockets, each with its own books. */
@NullMarked
package io.switchgear.soak.calls;

import org.jspecify.annotations.NullMarked;
