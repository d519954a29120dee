/** Cards of a cluster: each belongs to one task at a time. */
@NullMarked
package org.lvmmed.jobs.card;

import org.jspecify.annotations.NullMarked;
