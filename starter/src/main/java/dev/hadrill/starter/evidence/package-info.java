/** Evidence on the caller's disk. */
@NullMarked
package dev.hadrill.starter.evidence;

import org.jspecify.annotations.NullMarked;
