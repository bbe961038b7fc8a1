/** What a load is and what it yields: immutable values that serialise to JSON and merge across machines. */
package org.mpmlab.core.load;
