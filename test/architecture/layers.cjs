/**
 * The import table of ARCHITECTURE.md as rules for dependency-cruiser. Each entry of `layers` is a folder with
 * what of ours it may import; everything else of ours is refused. Then come the packages and built-in
 * modules that belong to one place only.
 */
const shared = {
  model: '^src-shared/(model|time)/',
  results: '^src-shared/(results|model|time)/',
  contract: '^src-shared/(contract|results|model|time)/',
};
const engine = (folders) => `^src-main/engine/(${folders})/`;

/** Folder → what of ours it may import, besides itself. */
const layers = [
  ['src-shared/model', [shared.model]],
  ['src-shared/time', [shared.model]],
  ['src-shared/results', [shared.results]],
  ['src-shared/contract', [shared.contract]],
  ['src-main/engine/query', [shared.contract]],
  ['src-main/engine/tables', [engine('query'), shared.contract]],
  ['src-main/engine/import', [engine('tables|query'), shared.contract]],
  ['src-main/engine/stats', []],
  ['src-main/engine/metrics', [engine('query|stats|forecast'), shared.contract]],
  ['src-main/engine/forecast', [engine('stats'), shared.results]],
  ['src-main/engine/export', [engine('query'), shared.contract]],
  ['src-main/engine/api', ['^src-main/engine/', shared.contract, '^fixtures/generate/']],
  ['fixtures/generate', [shared.model]],
  ['src-main/rpc', [shared.contract]],
  ['src-main/hosts/common', [shared.contract]],
  ['src-main/hosts/preload', [shared.contract]],
  ['src-main/hosts/electron', ['^src-main/rpc/', '^src-main/hosts/common/', shared.contract]],
  ['src-main/hosts/utility', [engine('api'), '^src-main/rpc/', '^src-main/hosts/common/', shared.contract]],
  ['src-main/hosts/web', [engine('api'), '^src-main/rpc/', '^src-main/hosts/common/', shared.contract]],
  [
    'src-main/hosts/cli',
    [
      engine('api'),
      '^src-main/rpc/',
      '^src-main/hosts/(common|web)/',
      '^fixtures/generate/index',
      shared.contract,
      '^package.json$',
    ],
  ],
  ['src-main/hosts/launch', []],
  ['src-renderer/engine-client', [shared.contract, '^package.json$']],
  ['src-renderer/charts', [shared.results]],
  ['src-renderer/i18n', []],
  ['src-renderer/styles', []],
  ['src-renderer/state', ['^src-renderer/(engine-client|charts|i18n)/', shared.contract]],
  ['src-renderer/components', ['^src-renderer/(state|engine-client|charts|i18n|styles)/', shared.contract]],
  [
    'src-renderer/pages',
    ['^src-renderer/(components|state|engine-client|charts|i18n|styles)/', shared.contract],
  ],
  ['src-renderer/app', ['^src-renderer/', shared.contract]],
];

const ours = '^(src-main|src-renderer|src-shared|fixtures)/|^package.json$';
const readMore = 'The table of who may import whom, and why, is in ARCHITECTURE.md, under Folders.';

const layerRules = layers.map(([folder, allowed]) => ({
  name: `layer ${folder}`,
  comment: `${folder} imports only what its row of the table allows. ${readMore}`,
  severity: 'error',
  from: { path: `^${folder}/` },
  to: { path: ours, pathNot: [`^${folder}/`, ...allowed] },
}));

/** Packages and built-in modules → the only places that may import them. */
const places = [
  [
    '^electron$|node_modules/electron/',
    '^src-main/hosts/(electron|utility|preload)/',
    'Electron belongs to its hosts',
  ],
  ['@duckdb/', '^src-main/engine/query/', 'Only engine/query runs SQL and converts values'],
  ['node_modules/(echarts|zrender)/', '^src-renderer/charts/', 'Charts are drawn in charts only'],
  ['^(node:)?https?$|^(node:)?http2$', '^src-main/hosts/web/', 'Only the web host listens'],
  ['^(node:)?(net|tls|dgram|dns)$', '^src-main/hosts/web/', 'Nothing else opens a connection'],
  ['^(node:)?child_process$', '^src-main/hosts/(web|cli|launch)/', 'Only hosts start other programs'],
  [
    'node_modules/(react|react-dom|@mantine|@tanstack|wouter)/',
    '^src-renderer/',
    'The engine and the hosts know nothing about the page',
  ],
];

const placeRules = places.map(([what, where, why]) => ({
  name: `place ${what}`,
  comment: `${why}. ${readMore}`,
  severity: 'error',
  from: { path: '^(src-main|src-renderer|src-shared|fixtures)/', pathNot: where },
  to: { path: what },
}));

module.exports = {
  forbidden: [
    {
      name: 'no circles',
      comment: `Two files that import each other are one idea in two places. ${readMore}`,
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'resolvable',
      comment: 'This import leads nowhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'every folder has a row',
      comment: `A new folder gets a row in the table first. ${readMore}`,
      severity: 'error',
      from: {
        path: '^(src-main|src-renderer|src-shared|fixtures)/',
        pathNot: [
          ...layers.map(([folder]) => `^${folder}/`),
          '^src-renderer/main.tsx$',
          '^src-shared/raw-imports.d.ts$',
        ],
      },
      to: {},
    },
    {
      name: 'no Node in the page',
      comment: `The page runs in a browser. ${readMore}`,
      severity: 'error',
      from: { path: '^(src-renderer|src-shared)/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'statistics are pure',
      comment: `Statistics and forecasts are arithmetic on what they are given. ${readMore}`,
      severity: 'error',
      from: { path: '^src-main/engine/(stats|forecast)/' },
      to: { dependencyTypes: ['core'] },
    },
    ...layerRules,
    ...placeRules,
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.(css|svg|png|woff2)$' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mts', '.d.ts', '.js', '.mjs', '.cjs', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
