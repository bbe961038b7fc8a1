/** The recommendation: MPM, PHP mode and settings for a target, with the reason of each. */
package org.mpmlab.core.capacity.recommend;
