/** A run as Markdown, for the summary page of a CI job. */
package org.mpmlab.reports.markdown;
