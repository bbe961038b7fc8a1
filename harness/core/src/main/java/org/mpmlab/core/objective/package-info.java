/** How well a server must answer: limits on the time to the first byte and on the share of failures. */
package org.mpmlab.core.objective;
