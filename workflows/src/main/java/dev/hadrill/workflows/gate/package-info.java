/** A release gate: scenarios, repeated, in sequence on one stack; one verdict; one bundle of evidence. */
@NullMarked
package dev.hadrill.workflows.gate;

import org.jspecify.annotations.NullMarked;
