/** A drill as a person follows it. */
@NullMarked
package dev.hadrill.starter.drill;

import org.jspecify.annotations.NullMarked;
