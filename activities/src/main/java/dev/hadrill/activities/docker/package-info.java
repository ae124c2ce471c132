/** The Docker engine: containers found by compose labels, commands inside them, and the faults that it carries out. */
@NullMarked
package dev.hadrill.activities.docker;

import org.jspecify.annotations.NullMarked;
