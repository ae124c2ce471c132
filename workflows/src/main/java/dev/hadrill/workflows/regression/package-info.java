/** Whether a release fails over worse than the ones before it. Pure. */
@NullMarked
package dev.hadrill.workflows.regression;

import org.jspecify.annotations.NullMarked;
