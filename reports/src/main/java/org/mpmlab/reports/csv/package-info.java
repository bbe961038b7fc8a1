/** A run's cells as comma-separated values, for spreadsheets and scripts. */
package org.mpmlab.reports.csv;
