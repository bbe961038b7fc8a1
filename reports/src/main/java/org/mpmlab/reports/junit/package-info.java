/** A judged gate as JUnit's XML, for the test pages of CI servers. */
package org.mpmlab.reports.junit;
