/** A judged calibration in words: what was put in, what was found, and what the machine can prove. */
package org.mpmlab.reports.calibration;
