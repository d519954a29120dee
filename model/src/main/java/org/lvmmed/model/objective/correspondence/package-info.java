/** Which positions of two feature maps belong together (METHOD, section 2). */
@NullMarked
package org.lvmmed.model.objective.correspondence;

import org.jspecify.annotations.NullMarked;
