/** Drills and gates that start by themselves, on Temporal Schedules. */
@NullMarked
package dev.hadrill.starter.schedule;

import org.jspecify.annotations.NullMarked;
