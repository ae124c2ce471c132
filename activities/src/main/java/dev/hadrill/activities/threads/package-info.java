/** Where what blocks runs. */
@NullMarked
package dev.hadrill.activities.threads;

import org.jspecify.annotations.NullMarked;
