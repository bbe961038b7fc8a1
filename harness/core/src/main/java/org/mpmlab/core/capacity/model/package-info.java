/** The capacity model: measured costs with intervals, and the named bounds that follow from them. */
package org.mpmlab.core.capacity.model;
