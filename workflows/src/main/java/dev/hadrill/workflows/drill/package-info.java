/** One drill: its workflow, its events and the state that is folded from them. */
@NullMarked
package dev.hadrill.workflows.drill;

import org.jspecify.annotations.NullMarked;
