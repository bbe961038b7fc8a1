/** The settings that a recommendation has to beat: defaults, panels' settings, published ones, and other tuners' rules. */
package org.mpmlab.core.capacity.peer;
