/** What a machine can tell apart: twins, and arms that differ by a known amount, compared and judged. */
package org.mpmlab.core.calibrate;
