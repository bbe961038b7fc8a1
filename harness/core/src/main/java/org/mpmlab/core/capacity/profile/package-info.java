/** From a stored run to what each of its stacks costs: the profiles that the capacity model reads. */
package org.mpmlab.core.capacity.profile;
