@NullMarked
package org.lvmmed.model.encoder;

import org.jspecify.annotations.NullMarked;
