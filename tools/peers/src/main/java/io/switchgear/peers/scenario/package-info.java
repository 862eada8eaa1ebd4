/** The scenarios, by topic, and what they are run with. */
@NullMarked
package io.switchgear.peers.scenario;

import org.jspecify.annotations.NullMarked;
