/** From trials at rates to the next rate to try, and in the end to the rate that meets an objective. */
package org.mpmlab.core.search;
