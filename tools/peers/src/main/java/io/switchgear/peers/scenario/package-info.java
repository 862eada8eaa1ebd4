/** The scenarios, by topic, and their tools. */
@NullMarked
package io.switchgear.peers.scenario;

import org.jspecify.annotations.NullMarked;
