/** What was found: the values that a run leaves behind, read by verdicts, recommendations and reports. */
package org.mpmlab.core.run;
