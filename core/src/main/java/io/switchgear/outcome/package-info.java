/** The outcome of a call's result: success, failure, or ignored. */
@NullMarked
package io.switchgear.outcome;

import org.jspecify.annotations.NullMarked;
