/** How fast the history answers when it holds years of drills. */
@NullMarked
package dev.hadrill.bench.history;

import org.jspecify.annotations.NullMarked;
