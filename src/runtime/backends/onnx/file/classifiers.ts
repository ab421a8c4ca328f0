import type { ClassifierOutputs } from '../../../../core/session.js';
import type { TensorSpec } from '../../../../core/signature.js';
import { readClassLabels, readTensorLabels, type ClassLabels } from './class-labels.js';
import { GraphFlow } from './graph-flow.js';
import type { OnnxFile, OnnxNode } from './onnx-file.js';
import type { ZipMap } from './zip-maps.js';

const CLASSIFIERS = ['LinearClassifier', 'SVMClassifier', 'TreeEnsembleClassifier'];
// After these a column still is the column of the same class.
const COLUMN_KEEPERS = ['Cast', 'Identity', 'Normalizer', 'Sigmoid', 'Softmax'];
// After these an element still is the label of the same row.
const LABEL_KEEPERS = ['Cast', 'Flatten', 'Identity', 'Reshape', 'Squeeze'];

/** A tensor of scores of which it is known what the columns stand for. */
interface Scores {
  readonly output: string;
  /** The tensor in the graph by which to look for the label that belongs to it. */
  readonly source: string;
  readonly classes: ClassLabels;
}

/**
 * Which outputs are a classifier's probabilities and label. Found by following the graph, never by name.
 *
 * Probabilities come from a ZipMap, from a classifier operator of ai.onnx.ml, or from the operators whose
 * largest column picks the label out of a list (as scikit-learn's exporter writes what has no operator of its
 * own). Their label is the output of the labels' type with which they share the latest operator.
 */
export function findClassifiers(
  { graph }: OnnxFile,
  outputs: readonly TensorSpec[],
  zipMaps: readonly ZipMap[],
): ClassifierOutputs[] {
  const flow = new GraphFlow(graph.nodes);
  const operatorOf = (tensor: string): OnnxNode | undefined => {
    const origin = flow.originOf(tensor, COLUMN_KEEPERS);
    const isScores = origin?.node.outputs[1] === origin?.output && origin?.node.domain === 'ai.onnx.ml';
    return isScores && CLASSIFIERS.includes(origin.node.opType) ? origin.node : undefined;
  };
  const labelOf = (source: string, classes: ClassLabels, isOnly: boolean): string | undefined => {
    const candidates = outputs.filter((spec) => spec.dtype === classes.dtype && isOnePerRow(spec));
    const { best, latest } = latestOf(flow, source, candidates);
    return latest >= 0 || (isOnly && candidates.length === 1) ? best?.name : undefined;
  };

  const found: Scores[] = zipMaps.map(({ source, output, classes }) => ({ output, source, classes }));
  const operators = new Set(zipMaps.map(({ source }) => operatorOf(source)));
  const isFree = ({ name }: TensorSpec): boolean => !found.some(({ output }) => output === name);
  for (const spec of outputs) {
    const operator = operatorOf(spec.name);
    const classes = operator === undefined || operators.has(operator) ? undefined : readClassLabels(operator);
    if (classes === undefined || !isFree(spec) || !hasColumns(spec, classes)) continue;
    operators.add(operator);
    found.push({ output: spec.name, source: spec.name, classes });
  }
  const classifiers = found.map(({ output, source, classes }): ClassifierOutputs => {
    const label = labelOf(source, classes, found.length === 1);
    return { probabilities: output, ...(label === undefined ? {} : { label }), labels: classes.labels };
  });
  for (const label of outputs.filter(isOnePerRow)) {
    const classes = readPickedLabels(label.name, graph, flow);
    if (classes?.dtype !== label.dtype || classifiers.some((known) => known.label === label.name)) continue;
    const candidates = outputs.filter((spec) => isFree(spec) && hasColumns(spec, classes));
    const { best, latest } = latestOf(flow, label.name, candidates);
    if (best === undefined || latest === -1) continue;
    classifiers.push({ probabilities: best.name, label: label.name, labels: classes.labels });
  }
  return classifiers;
}

/** The labels of which an output holds one per row, picked by the place of the largest score. */
function readPickedLabels(output: string, graph: OnnxFile['graph'], flow: GraphFlow): ClassLabels | undefined {
  const { node } = flow.originOf(output, LABEL_KEEPERS) ?? {};
  if (node?.opType !== 'ArrayFeatureExtractor' && node?.opType !== 'Gather') return undefined;
  const [list = '', index = ''] = node.inputs;
  if (flow.originOf(index, LABEL_KEEPERS)?.node.opType !== 'ArgMax') return undefined;
  const tensor = graph.initializers.get(list);
  return tensor === undefined ? undefined : readTensorLabels(tensor);
}

function latestOf(
  flow: GraphFlow,
  tensor: string,
  candidates: readonly TensorSpec[],
): { readonly best: TensorSpec | undefined; readonly latest: number } {
  const [first, ...others] = candidates;
  let best = { best: first, latest: first === undefined ? -1 : flow.latestShared(tensor, first.name) };
  for (const candidate of others) {
    const latest = flow.latestShared(tensor, candidate.name);
    if (latest > best.latest) best = { best: candidate, latest };
  }
  return best;
}

function isOnePerRow({ shape }: TensorSpec): boolean {
  return shape.length === 1 || (shape.length === 2 && shape[1] === 1);
}

function hasColumns({ dtype, shape }: TensorSpec, { labels }: ClassLabels): boolean {
  return dtype.startsWith('FP') && shape.length === 2 && (shape[1] === -1 || shape[1] === labels.length);
}
