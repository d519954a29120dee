/** Networks on libtorch, the library below PyTorch. */
@NullMarked
package org.lvmmed.model.network.torch;

import org.jspecify.annotations.NullMarked;
