/** A real browser for tests of pages. */
@NullMarked
package dev.hadrill.browser;

import org.jspecify.annotations.NullMarked;
