/** The compose project: its env file and its recreated services. */
@NullMarked
package dev.hadrill.activities.compose;

import org.jspecify.annotations.NullMarked;
