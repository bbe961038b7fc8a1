/** The whole answer to a target: the recommendation with what it rests on and what it is compared to. */
package org.mpmlab.core.capacity.answer;
