/** From figures to pictures: JFreeChart drawn as inline SVG whose colours a style sheet decides. */
package org.mpmlab.reports.chart;
