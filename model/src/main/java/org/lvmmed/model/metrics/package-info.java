@NullMarked
package org.lvmmed.model.metrics;

import org.jspecify.annotations.NullMarked;
