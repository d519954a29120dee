@NullMarked
package org.lvmmed.model.probe;

import org.jspecify.annotations.NullMarked;
