/** From a run to figures: what each stack gave on a site under a load, block by block. */
package org.mpmlab.reports.figure;
