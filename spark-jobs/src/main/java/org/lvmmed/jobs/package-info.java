@NullMarked
package org.lvmmed.jobs;

import org.jspecify.annotations.NullMarked;
