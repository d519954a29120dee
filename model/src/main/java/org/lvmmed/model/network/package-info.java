/**
 * What a network is, whoever computes it: a graph of named nodes, the layout of its state, and the
 * contract of the engines that build it.
 */
@NullMarked
package org.lvmmed.model.network;

import org.jspecify.annotations.NullMarked;
