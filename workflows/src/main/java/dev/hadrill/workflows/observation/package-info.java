/** Open-loop probing: samples, the estimator and the outage it finds. */
@NullMarked
package dev.hadrill.workflows.observation;

import org.jspecify.annotations.NullMarked;
