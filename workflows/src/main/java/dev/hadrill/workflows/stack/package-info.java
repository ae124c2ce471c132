/** What a stack file says, the guards that protect a stack, and its redundancy. */
@NullMarked
package dev.hadrill.workflows.stack;

import org.jspecify.annotations.NullMarked;
