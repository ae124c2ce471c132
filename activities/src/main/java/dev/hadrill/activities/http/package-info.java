/** Looking at a service over HTTP: pinned addresses and open-loop probes. */
@NullMarked
package dev.hadrill.activities.http;

import org.jspecify.annotations.NullMarked;
