@NullMarked
package org.lvmmed.model.image;

import org.jspecify.annotations.NullMarked;
