/** Training of an encoder on one machine, a batch at a time: what any distribution is built of. */
@NullMarked
package org.lvmmed.model.pretrain;

import org.jspecify.annotations.NullMarked;
