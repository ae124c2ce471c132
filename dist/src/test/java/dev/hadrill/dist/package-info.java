/** The assembled product against a real stack: what a user runs, and what is there afterwards. */
@NullMarked
package dev.hadrill.dist;

import org.jspecify.annotations.NullMarked;
