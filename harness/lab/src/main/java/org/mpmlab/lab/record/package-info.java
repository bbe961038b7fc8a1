/** The run directory: written as a run goes, atomically, and read back as a value. */
package org.mpmlab.lab.record;
