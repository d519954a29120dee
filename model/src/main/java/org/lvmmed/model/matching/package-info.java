@NullMarked
package org.lvmmed.model.matching;

import org.jspecify.annotations.NullMarked;
