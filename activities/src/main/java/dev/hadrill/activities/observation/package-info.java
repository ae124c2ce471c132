/** One observation: the open loop, its lanes, what they found; technologies plug in. */
@NullMarked
package dev.hadrill.activities.observation;

import org.jspecify.annotations.NullMarked;
