/** All that a report is made from: a run, and what was concluded from it. */
package org.mpmlab.reports.dossier;
