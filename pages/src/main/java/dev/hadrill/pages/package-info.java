/** Pages for people, each one self-contained file: what they show is given, how it is drawn is here. Pure. */
@NullMarked
package dev.hadrill.pages;

import org.jspecify.annotations.NullMarked;
