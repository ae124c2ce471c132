/** Where the recovery time went. */
@NullMarked
package dev.hadrill.workflows.phase;

import org.jspecify.annotations.NullMarked;
