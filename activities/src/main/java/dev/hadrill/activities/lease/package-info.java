/** What every component's healing has in common. */
@NullMarked
package dev.hadrill.activities.lease;

import org.jspecify.annotations.NullMarked;
