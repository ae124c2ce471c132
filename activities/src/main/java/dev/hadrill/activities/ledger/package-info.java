/** Writes that are told apart, sent to the stores through whatever happens to them, and read back. */
@NullMarked
package dev.hadrill.activities.ledger;

import org.jspecify.annotations.NullMarked;
