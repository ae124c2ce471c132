/** What a worker shows to Prometheus: of itself, of the drills in the history, of the outages that it sees. */
@NullMarked
package dev.hadrill.worker.metrics;

import org.jspecify.annotations.NullMarked;
