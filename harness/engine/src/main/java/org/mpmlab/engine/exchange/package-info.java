/** One request and its answer, as a reusable value on its way through an event loop. */
package org.mpmlab.engine.exchange;
