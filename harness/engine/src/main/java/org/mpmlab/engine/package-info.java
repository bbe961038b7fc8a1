/**
 * The load engine: real requests over HTTP/1.1 and HTTP/2, their time to first byte to the microsecond. {@link
 * org.mpmlab.engine.Engine} carries out a {@link org.mpmlab.core.load.Load}; everything else serves it. Times are in
 * nanoseconds of {@link java.lang.System#nanoTime()} until they become distributions.
 */
package org.mpmlab.engine;
