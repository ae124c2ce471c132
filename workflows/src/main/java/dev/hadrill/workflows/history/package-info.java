/** Where drills are kept. */
@NullMarked
package dev.hadrill.workflows.history;

import org.jspecify.annotations.NullMarked;
