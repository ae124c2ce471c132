/** Files: stack files read, samples spooled, what the history cannot take now kept for later. */
@NullMarked
package dev.hadrill.activities.files;

import org.jspecify.annotations.NullMarked;
