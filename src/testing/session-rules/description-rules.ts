import { isDeepStrictEqual } from 'node:util';
import { isDType } from '../../core/tensor/dtype.js';
import { show } from '../../core/issue.js';
import type { ClassifierOutputs, Session } from '../../core/session.js';
import type { TensorSpec } from '../../core/signature.js';
import { expectRule } from '../expect-rule.js';
import type { Rule } from './rule.js';

/** What a session says about itself. */
export const DESCRIPTION_RULES: Readonly<Record<string, Rule>> = {
  'has a signature of unique names, known dtypes and shapes of whole lengths or -1': ({ session }) => {
    for (const side of ['inputs', 'outputs'] as const) {
      const specs = session.signature[side];
      expectRule(isList(specs), `signature.${side} must be an array, got ${show(specs)}`);
      const names = new Set<string>();
      for (const spec of specs) {
        checkSpec(spec, side);
        expectRule(!names.has(spec.name), `signature.${side} has two tensors named ${show(spec.name)}`);
        names.add(spec.name);
      }
    }
    expectRule(session.signature.outputs.length > 0, 'signature.outputs must have at least one output');
  },

  'tells its format, runtime, metadata, classifiers and feature names': ({ subject, session }) => {
    const { format, runtime, classifiers } = session.info;
    expectRule(
      format === subject.backend.name,
      `info.format must be the backend's name ${show(subject.backend.name)}, got ${show(format)}`,
    );
    expectRule(
      typeof runtime === 'string' && runtime !== '',
      `info.runtime must name the library that runs the model, got ${show(runtime)}`,
    );
    expectRule(isList(classifiers), `info.classifiers must be an array, got ${show(classifiers)}`);
    for (const classifier of classifiers) checkClassifier(classifier, session);
    checkFeatureNames(session);
  },

  'describes itself in plain data that can cross to another thread or into a file': ({ session }) => {
    for (const [name, value] of Object.entries({ signature: session.signature, info: session.info })) {
      const copy: unknown = JSON.parse(JSON.stringify(value));
      expectRule(isDeepStrictEqual(copy, value), `${name} is not the same after it went through JSON`);
    }
  },

  'comes from a backend whose reference can be sent to another thread': ({ subject: { backend } }) => {
    if (backend.reference === undefined) return;
    const { module, options } = backend.reference;
    expectRule(typeof module === 'string' && module !== '', `reference.module must be a module, got ${show(module)}`);
    const copy: unknown = JSON.parse(JSON.stringify(options));
    expectRule(isDeepStrictEqual(copy, options), 'reference.options is not the same after it went through JSON');
  },
};

// Not a type guard: it would turn a typed list into any[].
function isList(value: unknown): boolean {
  return Array.isArray(value);
}

function checkSpec({ name, dtype, shape, axes }: TensorSpec, side: string): void {
  expectRule(typeof name === 'string' && name !== '', `a name in signature.${side} must be text, got ${show(name)}`);
  expectRule(isDType(dtype), `signature.${side} "${name}": unknown dtype ${show(dtype)}`);
  expectRule(
    isList(shape) && shape.every((length) => length === -1 || (Number.isSafeInteger(length) && length >= 0)),
    `signature.${side} "${name}": each length of the shape must be -1 or a whole number >= 0`,
  );
  expectRule(
    axes === undefined || axes.length === shape.length,
    `signature.${side} "${name}": there must be one axis name for each of ${shape.length} axes`,
  );
}

function checkClassifier({ probabilities, label, scores, labels }: ClassifierOutputs, session: Session): void {
  const outputs = new Map(session.signature.outputs.map((spec) => [spec.name, spec]));
  expectRule(
    probabilities !== undefined || label !== undefined,
    'a classifier in info.classifiers must name the output of its probabilities, of its labels, or both',
  );
  for (const [what, name] of Object.entries({ probabilities, label, scores })) {
    expectRule(
      name === undefined || outputs.has(name),
      `info.classifiers names ${show(name)} for its ${what}, which is not an output`,
    );
  }
  const name = probabilities ?? label;
  expectRule(
    labels.length > 0 && new Set(labels).size === labels.length,
    `the labels of ${show(name)} must be at least one, each once`,
  );
  if (probabilities === undefined) return;
  const width = outputs.get(probabilities)?.shape.at(-1);
  expectRule(
    width === -1 || width === labels.length,
    `"${probabilities}" has ${width ?? 'no'} columns for ${labels.length} labels`,
  );
}

function checkFeatureNames({ info, signature }: Session): void {
  const { featureNames } = info;
  if (featureNames === undefined) return;
  const width = signature.inputs.length === 1 ? signature.inputs[0]?.shape.at(-1) : undefined;
  expectRule(
    width === -1 || width === featureNames.length,
    `info.featureNames has ${featureNames.length} names; they must be those of the columns of the one input`,
  );
  expectRule(new Set(featureNames).size === featureNames.length, 'info.featureNames has a name twice');
}
