package org.mpmlab.core.run;

/**
 * The processes of one role at one moment. Only PSS and USS may be added up over processes: a sum of RSS counts a
 * shared page once for each process that maps it.
 *
 * @param role what they are for
 * @param processes how many
 * @param threads of all of them
 * @param rssBytes resident set size, summed
 * @param pssBytes proportional set size, summed: a page shared by n processes counts 1/n in each
 * @param ussBytes unique set size, summed: pages that no other process maps
 */
public record RoleUsage(Role role, int processes, int threads, long rssBytes, long pssBytes, long ussBytes) {}
