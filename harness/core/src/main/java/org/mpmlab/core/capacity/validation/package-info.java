/** A recommendation put to the test: what it promises, the scenario that checks it, and what a run of that came to. */
package org.mpmlab.core.capacity.validation;
