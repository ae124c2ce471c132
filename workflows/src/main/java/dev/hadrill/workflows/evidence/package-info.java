/** The files that a drill leaves. */
@NullMarked
package dev.hadrill.workflows.evidence;

import org.jspecify.annotations.NullMarked;
