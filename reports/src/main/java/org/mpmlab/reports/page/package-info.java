/** What a report is made of: sections of words, tables and pictures, in no particular form yet. */
package org.mpmlab.reports.page;
