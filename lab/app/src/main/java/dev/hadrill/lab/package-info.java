/**
 * The application of the lab's stack: an API whose readiness writes to both stores, and background services with a
 * heartbeat. It stands in for a real product behind the drills and knows nothing of hadrill.
 */
@NullMarked
package dev.hadrill.lab;

import org.jspecify.annotations.NullMarked;
