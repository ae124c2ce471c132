/** What a stack shows from inside: its containers' events, its Sentinels' voices, its servers' roles. */
@NullMarked
package dev.hadrill.activities.witness;

import org.jspecify.annotations.NullMarked;
