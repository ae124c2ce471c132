/** A release gate as a person follows it, and its bundle on their disk. */
@NullMarked
package dev.hadrill.starter.gate;

import org.jspecify.annotations.NullMarked;
