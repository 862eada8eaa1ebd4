/** What a call's result means: success, failure, or nothing at all. */
@NullMarked
package io.switchgear.outcome;

import org.jspecify.annotations.NullMarked;
