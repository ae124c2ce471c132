/** Rendering the files that a drill leaves. */
@NullMarked
package dev.hadrill.activities.evidence;

import org.jspecify.annotations.NullMarked;
