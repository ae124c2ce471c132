/** Verdicts told to somebody else's server, as Standard Webhooks 1.0.0 has it. */
@NullMarked
package dev.hadrill.activities.webhook;

import org.jspecify.annotations.NullMarked;
