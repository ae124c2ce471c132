/** What is written for people, and what their keys mean. */
@NullMarked
package dev.hadrill.starter.terminal;

import org.jspecify.annotations.NullMarked;
