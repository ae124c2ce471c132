/** What spans technologies: pinning, guards, restoration. */
@NullMarked
package dev.hadrill.activities.stack;

import org.jspecify.annotations.NullMarked;
