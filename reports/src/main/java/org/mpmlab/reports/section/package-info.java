/** The parts of a report, each worked out from a run's figures. */
package org.mpmlab.reports.section;
