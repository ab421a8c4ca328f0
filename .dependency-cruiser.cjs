// Who may import whom. `test/meta/import-rules.test.ts` proves that each rule catches what it forbids.

const RUNTIMES_AND_FRAMEWORKS = '(onnxruntime-|@tensorflow/|ml-|express|koa|@koa/|fastify|@fastify/|hono|@hono/)';

/** A room may import itself and the rooms in `allowed`. */
function room(name, allowed) {
  return {
    name: `room-${name}`,
    severity: 'error',
    comment: `src/${name} may import only ${[name, ...allowed].join(', ')}.`,
    from: { path: `^src/${name}/` },
    to: { path: '^src/', pathNot: [name, ...allowed].map((path) => `^src/${path}(/|\\.ts$)`) },
  };
}

function noModules(name, dependencyTypes, comment) {
  return {
    name: `${name}-without-${dependencyTypes[0]}`,
    severity: 'error',
    comment,
    from: { path: `^src/${name}/` },
    to: { dependencyTypes },
  };
}

const NPM = ['npm', 'npm-peer', 'npm-optional', 'npm-dev', 'npm-no-pkg', 'npm-unknown'];

module.exports = {
  forbidden: [
    room('core', []),
    room('learn', ['core']),
    {
      ...room('runtime', ['core']),
      from: { path: '^src/runtime/', pathNot: '^src/runtime/backends/(linear|trees|estimator)/' },
    },
    {
      ...room('runtime', ['core', 'learn/math']),
      name: 'room-runtime-scorers',
      from: { path: '^src/runtime/backends/(linear|trees)/' },
    },
    {
      ...room('runtime', ['core', 'learn']),
      name: 'room-runtime-estimator',
      from: { path: '^src/runtime/backends/estimator/' },
    },
    room('training', [
      'core',
      'learn',
      'runtime/machine/count-processors',
      'runtime/pool/find-worker-url',
      // What threads know by name is what is public.
      'entries/estimators',
      'entries/metrics',
      'entries/preprocessing',
    ]),
    room('model', ['core', 'learn', 'runtime']),
    room('serve', ['core', 'learn', 'runtime', 'model']),
    room('adapters', ['core', 'serve/handler-contract', 'serve/problem', 'serve/exchange']),
    room('cli', ['core', 'learn', 'runtime', 'model', 'serve', 'adapters']),
    room('testing', ['core', 'learn', 'runtime', 'model', 'serve']),

    noModules('core', NPM, 'The core imports nothing.'),
    noModules('core', ['core'], 'The core imports nothing, Node’s own modules neither.'),
    noModules('learn', NPM, 'Numbers in, numbers out.'),
    noModules('learn', ['core'], 'Numbers in, numbers out: no I/O.'),
    noModules('serve', ['core'], 'Web standards only: the same handler runs on every host.'),

    {
      name: 'no-cycle',
      severity: 'error',
      comment: 'Two files that need each other are one file, or need a third.',
      from: { path: '^src/' },
      to: { circular: true },
    },
    {
      name: 'runtimes-at-first-use',
      severity: 'error',
      comment: 'Runtimes and frameworks are imported at first use, not even for types at the top.',
      from: { path: '^src/' },
      to: { path: `(^|/)node_modules/${RUNTIMES_AND_FRAMEWORKS}|^${RUNTIMES_AND_FRAMEWORKS}`, dynamic: false },
    },
    {
      name: 'declared-packages',
      severity: 'error',
      comment: 'The package may only use what its package.json declares as a dependency or an optional peer.',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['npm', 'npm-peer'] },
    },
    {
      name: 'resolvable',
      severity: 'error',
      comment: 'Every import leads somewhere; optional peers need not be installed.',
      from: { path: '^src/' },
      to: { couldNotResolve: true, pathNot: `^${RUNTIMES_AND_FRAMEWORKS}` },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    combinedDependencies: false,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'node', 'default'] },
  },
};
