@NullMarked
package org.lvmmed.jobs.dl4j;

import org.jspecify.annotations.NullMarked;
