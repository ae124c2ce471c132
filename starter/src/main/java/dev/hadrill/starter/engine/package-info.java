/** Talking to Temporal: starting workflows, asking them, and saying in one line why it did not work. */
@NullMarked
package dev.hadrill.starter.engine;

import org.jspecify.annotations.NullMarked;
