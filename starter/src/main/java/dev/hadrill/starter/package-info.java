/** The command line: one picocli command a file, one line an error. */
@NullMarked
package dev.hadrill.starter;

import org.jspecify.annotations.NullMarked;
