/** The box to plan for: its resources, what it must carry, and how fast it must answer. */
package org.mpmlab.core.capacity.box;
