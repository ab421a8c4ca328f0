import { expect } from 'vitest';
import { argmax, IRIS_PROBABILITIES, REFERENCE } from './reference.js';

/** Says whether a prediction for the example row of a model in examples/models is what the reference says. */
export const CHECK_PREDICTION = {
  iris: (prediction: { label: string; probabilities: Record<string, number> }) => {
    const [setosa = NaN, versicolor = NaN, virginica = NaN] = IRIS_PROBABILITIES[0] ?? [];
    expect(prediction.label).toBe('setosa');
    expectClose(prediction.probabilities, { setosa, versicolor, virginica }, 6);
  },
  digits: (prediction: { label: number; top: { label: number; probability: number }[] }) => {
    const expected = REFERENCE.digits.probabilities[3] as number[];
    expect(prediction.label).toBe(argmax(expected));
    expect(prediction.top).toHaveLength(3);
    for (const { label, probability } of prediction.top) expect(probability).toBeCloseTo(expected[label] as number, 5);
    const shown = prediction.top.map(({ probability }) => probability);
    expect(shown).toEqual(shown.toSorted((a, b) => b - a));
  },
  wine: (prediction: { label: string; probabilities: Record<string, number> }) => {
    expect(prediction.label).toBe('barolo');
    expectClose(prediction.probabilities, REFERENCE.wine.example, 9);
  },
  diabetes: (prediction: { value: number }) => {
    expect(prediction.value).toBeCloseTo(REFERENCE.diabetes.example, 9);
  },
} as const;

function expectClose(
  actual: Readonly<Record<string, number>>,
  expected: Readonly<Record<string, number>>,
  digits: number,
): void {
  expect(Object.keys(actual)).toEqual(Object.keys(expected));
  for (const [label, value] of Object.entries(expected)) expect(actual[label]).toBeCloseTo(value, digits);
}
