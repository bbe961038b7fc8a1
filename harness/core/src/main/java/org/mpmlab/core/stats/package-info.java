/** From one effect per block to intervals, looks and forecasts: the mathematics of comparing two arms. */
package org.mpmlab.core.stats;
