@NullMarked
package org.lvmmed.model.descriptor;

import org.jspecify.annotations.NullMarked;
