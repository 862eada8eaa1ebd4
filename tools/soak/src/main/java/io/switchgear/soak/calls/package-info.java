/** The callers: all ways in, over real sockets, each with its own records. */
@NullMarked
package io.switchgear.soak.calls;

import org.jspecify.annotations.NullMarked;
