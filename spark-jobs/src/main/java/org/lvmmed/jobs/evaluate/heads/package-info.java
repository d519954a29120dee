/** Heads: which there are, their training, and their scores. */
@NullMarked
package org.lvmmed.jobs.evaluate.heads;

import org.jspecify.annotations.NullMarked;
