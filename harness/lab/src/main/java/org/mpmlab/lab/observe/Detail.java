package org.mpmlab.lab.observe;

/** How closely one look at a stack is. Each includes those before it. */
public enum Detail {
    /** What the kernel charges: some files, and no contact with the servers. */
    CGROUP,
    /** And the status pages: a request to httpd and one for each FPM pool. */
    STATUS,
    /** And the memory of every process, which walks their page tables. */
    PROCESSES
}
