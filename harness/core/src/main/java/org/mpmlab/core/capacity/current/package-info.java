/** A user's own configuration, read back into settings. */
package org.mpmlab.core.capacity.current;
