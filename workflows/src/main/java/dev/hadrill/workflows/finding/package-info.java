/** What a drill found that somebody should mend. Pure. */
@NullMarked
package dev.hadrill.workflows.finding;

import org.jspecify.annotations.NullMarked;
