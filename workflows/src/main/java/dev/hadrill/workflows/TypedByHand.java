package dev.hadrill.workflows;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a person types into Temporal: a field that it does not know is a typo and fails, where in all else that travels it
 * is a newer build's and skipped. A field that such a record gains is null where it is not set, and then not written.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface TypedByHand {}
