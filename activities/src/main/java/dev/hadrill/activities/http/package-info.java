/** Asking a service over HTTP, at pinned addresses. */
@NullMarked
package dev.hadrill.activities.http;

import org.jspecify.annotations.NullMarked;
