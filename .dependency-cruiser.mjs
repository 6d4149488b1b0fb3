// Boundaries, drawn from house.mjs: imports point down, enter a room by its door, and never turn in circles (types included).
import { house } from './house.mjs';

const rooms = Object.keys(house);
const any = `(?:${rooms.join('|')})`;
/** Tests may use the kit and mount whole rooms; the rules about doors hold for them too. */
const TEST = String.raw`\.(?:test|bench)\.tsx?$|/(?:test-kit|bench)/`;

const WEB = String.raw`^src/(?:main-web\.tsx|(?:[^/]+|platform)/web/)`;
const IMPURE =
  '^(?:node:)?(?:fs|fs/promises|net|http|https|http2|tls|dgram|dns|dns/promises|child_process|worker_threads|cluster|os|process|timers/promises|readline|repl|inspector|module|vm|sqlite)$';

/** @param {string[]} open */
const doorsOf = (open) => [
  `^src/(?:${open.join('|')})/(?:index|events|contract)\\.ts$`,
  `^src/(?:${open.join('|')})/web/index\\.tsx?$`,
];

const forbidden = [
  { name: 'no-circle', severity: 'error', from: {}, to: { circular: true } },
  {
    name: 'resolvable',
    severity: 'error',
    from: {},
    to: { couldNotResolve: true, pathNot: String.raw`\.generated\.ts$|\.css$` },
  },
  {
    name: 'no-dev-dependency-in-product',
    comment: 'npm start installs without the tools of development',
    severity: 'error',
    from: { path: '^(?:src|packages|bin)/', pathNot: TEST },
    to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'platform-is-below',
    comment: 'the platform knows no room (the table of texts alone is gathered from all)',
    severity: 'error',
    from: { path: '^src/platform/', pathNot: [TEST, String.raw`\.generated\.ts$`] },
    to: { path: `^src/(?:${any}/|main|cli/)` },
  },
  {
    name: 'main-is-above',
    comment: 'only the command line starts the whole',
    severity: 'error',
    from: { path: '^src/', pathNot: [TEST, '^src/cli/', '^src/main'] },
    to: { path: '^src/(?:main|cli/)' },
  },
  {
    name: 'mounted-by-main',
    comment: 'domain.ts is for main.ts',
    severity: 'error',
    from: { path: '^src/', pathNot: [TEST, '^src/main', '^src/cli/'] },
    to: { path: `^src/${any}/domain\\.ts$` },
  },
  {
    name: 'packages-stand-alone',
    severity: 'error',
    from: { path: '^packages/', pathNot: TEST },
    to: { path: '^(?:src|test|tools)/' },
  },
  {
    name: 'packages-by-their-name',
    comment: 'import @vigie/versions, not ../../packages/versions/src',
    severity: 'error',
    from: { path: '^(?:src|packages/([^/]+))/', pathNot: TEST },
    to: {
      path: '^packages/([^/]+)/',
      pathNot: [String.raw`^packages/[^/]+/src/index\.ts$`, '^packages/$1/'],
    },
  },
  {
    name: 'packages-are-pure',
    comment: 'a library reads no file, opens no connection',
    severity: 'error',
    from: { path: '^packages/', pathNot: TEST },
    to: { path: IMPURE, dependencyTypes: ['core'] },
  },
  {
    name: 'web-sees-contracts-only',
    comment: 'screens know web files, contract.ts, the table of texts and the page schema',
    severity: 'error',
    from: { path: WEB, pathNot: TEST },
    to: {
      path: '^src/',
      pathNot: [
        WEB,
        String.raw`/contract\.ts$`,
        String.raw`/locales/`,
        String.raw`\.generated\.ts$`,
        '^src/platform/http/page\\.ts$',
      ],
    },
  },
  {
    name: 'web-runs-in-a-browser',
    severity: 'error',
    from: { path: WEB, pathNot: TEST },
    to: { dependencyTypes: ['core'] },
  },
  {
    name: 'server-has-no-screen',
    severity: 'error',
    from: { path: '^src/', pathNot: [WEB, TEST] },
    to: { path: WEB, pathNot: String.raw`/locales/` },
  },
  {
    name: 'contract-is-a-leaf',
    comment: 'contract.ts is loaded by browsers: zod and other contracts only',
    severity: 'error',
    from: { path: String.raw`^src/.*/contract\.ts$` },
    to: { path: '^src/', pathNot: [String.raw`/contract\.ts$`, '^src/platform/http/page\\.ts$'] },
  },
  {
    name: 'one-database-route',
    comment: 'pg and PGlite are reached through src/platform/db',
    severity: 'error',
    from: { path: '^src/', pathNot: ['^src/platform/(?:db|backup)/', TEST] },
    to: { path: '(?:^|/)node_modules/(?:pg|@electric-sql)/' },
  },
  {
    name: 'one-way-out',
    comment: 'src/platform/outbound is the only way out',
    severity: 'error',
    from: { path: '^src/', pathNot: ['^src/platform/(?:outbound|http|mail|auth|db)/', TEST, WEB] },
    to: {
      path: '(?:^|/)node_modules/undici/|^(?:node:)?(?:https?|http2|net|tls|dgram)$',
      pathNot: '^src/platform/db/',
    },
  },
  ...rooms.flatMap((room) => {
    const others = rooms.filter((r) => r !== room);
    const closed = others.filter((r) => !house[room].includes(r));
    const open = others.filter((r) => house[room].includes(r));
    const from = { path: `^src/${room}/` };
    return [
      closed.length > 0 && {
        name: `${room}-knocks-only-where-it-may`,
        comment: 'house.mjs says who may import whom; upwards goes by events',
        severity: 'error',
        from,
        to: { path: `^src/(?:${closed.join('|')})/` },
      },
      open.length > 0 && {
        name: `${room}-enters-by-the-door`,
        comment: 'another room is entered by index.ts, events.ts, contract.ts or web/index.ts only',
        severity: 'error',
        from: { ...from, pathNot: TEST },
        to: { path: `^src/(?:${open.join('|')})/`, pathNot: doorsOf(open) },
      },
      open.length > 0 && {
        name: `${room}-tests-enter-by-the-door`,
        comment: 'a test may also mount another room (domain.ts)',
        severity: 'error',
        from: { path: `^src/${room}/.*test` },
        to: { path: `^src/(?:${open.join('|')})/`, pathNot: [...doorsOf(open), `^src/${any}/domain\\.ts$`] },
      },
    ].filter(Boolean);
  }),
];

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden,
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: String.raw`(?:^|/)(?:dist|fixtures)/|\.css$` },
    // With TypeScript 7 and no swc it would read 0 modules without a word: test/house keeps a canary.
    parser: 'swc',
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      conditionNames: ['@vigie/source', 'node', 'import', 'require', 'default'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
      exportsFields: ['exports'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
