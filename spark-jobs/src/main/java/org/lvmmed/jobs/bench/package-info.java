/** Measurements that reproduce published numbers. */
@NullMarked
package org.lvmmed.jobs.bench;

import org.jspecify.annotations.NullMarked;
