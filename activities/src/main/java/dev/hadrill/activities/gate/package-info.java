/** The files that a release gate leaves, and what it asks of Temporal. */
@NullMarked
package dev.hadrill.activities.gate;

import org.jspecify.annotations.NullMarked;
