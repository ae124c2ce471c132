/** Exclusive use of a stack, and its restoration, in one workflow. */
@NullMarked
package dev.hadrill.workflows.lease;

import org.jspecify.annotations.NullMarked;
