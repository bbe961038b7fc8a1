/** A judged gate in words, and its forms: terminal table, Markdown, annotations. */
package org.mpmlab.reports.gate;
