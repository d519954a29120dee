/** NVIDIA cards: what a machine has, and whether a build can compute on them. */
@NullMarked
package org.lvmmed.model.network.card;

import org.jspecify.annotations.NullMarked;
