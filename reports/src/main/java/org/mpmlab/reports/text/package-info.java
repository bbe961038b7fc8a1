/** A run as a table for a terminal. */
package org.mpmlab.reports.text;
