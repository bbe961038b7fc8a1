/** What a server serves while it is measured. */
package org.mpmlab.core.site;
