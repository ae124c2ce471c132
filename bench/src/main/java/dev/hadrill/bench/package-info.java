/** How well hadrill measures: its observation against outages whose truth is known. */
@NullMarked
package dev.hadrill.bench;

import org.jspecify.annotations.NullMarked;
