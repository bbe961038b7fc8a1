package org.mpmlab.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that measures, with an {@link Mpmlab} parameter to do it by. It is tagged {@code mpmlab}, so that a build can
 * leave it out.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Test
@Tag("mpmlab")
@ExtendWith(MpmlabExtension.class)
public @interface ParityTest {}
