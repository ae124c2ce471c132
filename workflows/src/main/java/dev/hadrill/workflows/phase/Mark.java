package dev.hadrill.workflows.phase;

/**
 * Something that ends a phase, in seconds after the middle of the injection.
 *
 * @param errorSec half the width of what it is known to lie in, the injection's own width with it
 * @param what for people
 */
record Mark(double atSec, double errorSec, String what) {}
