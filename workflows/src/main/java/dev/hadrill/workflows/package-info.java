/** What every capability shares: the JSON dialect, time stamps, failure types, the task queue. */
@NullMarked
package dev.hadrill.workflows;

import org.jspecify.annotations.NullMarked;
