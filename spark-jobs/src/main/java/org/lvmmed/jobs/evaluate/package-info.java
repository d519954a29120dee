@NullMarked
package org.lvmmed.jobs.evaluate;

import org.jspecify.annotations.NullMarked;
