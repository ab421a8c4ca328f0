import type { OnnxNode } from './onnx-file.js';

/** What comes from what in a graph. */
export class GraphFlow {
  readonly #nodes: readonly OnnxNode[];
  /** The place of the node that makes a tensor. */
  readonly #producers = new Map<string, number>();

  constructor(nodes: readonly OnnxNode[]) {
    this.#nodes = nodes;
    for (const [index, node] of nodes.entries()) for (const name of node.outputs) this.#producers.set(name, index);
  }

  /**
   * The first operator on the way back from a tensor that is not one of `passed`, of which the first input is
   * followed.
   */
  originOf(tensor: string, passed: readonly string[]): { node: OnnxNode; output: string } | undefined {
    // A sound graph has no cycles; the bound is for those that are not.
    for (let output = tensor, steps = 0; steps <= this.#nodes.length; steps++) {
      const node = this.#nodes[this.#producers.get(output) ?? -1];
      if (node === undefined) return undefined;
      if (!passed.includes(node.opType)) return { node, output };
      output = node.inputs[0] ?? '';
    }
    return undefined;
  }

  /** The place of the latest operator on which both tensors depend; −1 if there is none. */
  latestShared(a: string, b: string): number {
    const ancestors = this.#ancestors(a);
    let latest = -1;
    // Nodes are in the order of their running, so that the latest has the highest index.
    for (const index of this.#ancestors(b)) if (index > latest && ancestors.has(index)) latest = index;
    return latest;
  }

  #ancestors(tensor: string): Set<number> {
    const seen = new Set<number>();
    const pending = [tensor];
    for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
      const index = this.#producers.get(name);
      if (index === undefined || seen.has(index)) continue;
      seen.add(index);
      pending.push(...(this.#nodes[index]?.inputs ?? []));
    }
    return seen;
  }
}
