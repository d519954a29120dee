@NullMarked
package org.lvmmed.jobs.similarity;

import org.jspecify.annotations.NullMarked;
