/** Dense products of matrices. */
@NullMarked
package org.lvmmed.model.linalg;

import org.jspecify.annotations.NullMarked;
