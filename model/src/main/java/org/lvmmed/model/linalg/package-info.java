/** Dense matrices: their products, and the eigenvalues of symmetric ones. */
@NullMarked
package org.lvmmed.model.linalg;

import org.jspecify.annotations.NullMarked;
