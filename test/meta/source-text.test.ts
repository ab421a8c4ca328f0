import { describe, expect, it } from 'vitest';
import { filesBelow, pages, read } from './repository.js';

const MACHINE_PATH = /(?:^|[\s"'`(:])(?:\/(?:home|root|Users|work)\/|[A-Z]:\\Users\\)/m;

const files = [
  ...filesBelow('src', ['.ts']),
  ...filesBelow('examples', ['.js', '.cjs', '.mjs', '.json']),
  ...pages(),
  'package.json',
];

describe('sources and pages', () => {
  it('name no folder of somebody’s machine', () => {
    expect(["load('/home/me/model.onnx')", 'C:\\Users\\me'].every((text) => MACHINE_PATH.test(text))).toBe(true);
    expect(files.filter((file) => MACHINE_PATH.test(read(file)))).toEqual([]);
  });

  it('are named in kebab-case', () => {
    const names = filesBelow('src', ['.ts']).map((file) => file.replace(/^.*\//, ''));
    expect(names.length).toBeGreaterThan(100);
    expect(names.filter((name) => !/^[a-z0-9]+(-[a-z0-9]+)*\.ts$/.test(name))).toEqual([]);
  });
});
