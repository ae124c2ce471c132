/** When nothing may start by itself. */
@NullMarked
package dev.hadrill.workflows.schedule;

import org.jspecify.annotations.NullMarked;
