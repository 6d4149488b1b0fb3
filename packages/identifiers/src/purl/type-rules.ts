/** What the type definitions of package-url/purl-spec add to the general rules. */
export interface TypeRule {
  namespace?: 'required' | 'prohibited';
  /** Parts that are compared without case and written in lower case. */
  lower?: readonly ('namespace' | 'name' | 'version' | 'subpath')[];
  requiredQualifier?: string;
  namePattern?: RegExp;
  versionPattern?: RegExp;
}

const BOTH = ['namespace', 'name'] as const;
const required = 'required' as const;
const prohibited = 'prohibited' as const;

const rules: Readonly<Record<string, TypeRule>> = {
  alpm: { namespace: required, lower: BOTH },
  apk: { namespace: required, lower: BOTH },
  bazel: { namespace: prohibited },
  bitbucket: { namespace: required, lower: BOTH },
  bitnami: { namespace: prohibited, lower: ['name'] },
  brew: { lower: BOTH },
  cargo: { namespace: prohibited },
  'chrome-extension': {
    namespace: prohibited,
    lower: ['name'],
    namePattern: /^[a-p]{32}$/,
    versionPattern: /^\d+(?:\.\d+){0,3}$/,
  },
  cocoapods: { namespace: prohibited },
  composer: { namespace: required, lower: BOTH },
  conda: { namespace: prohibited },
  cpan: { namePattern: /^(?!.*::)/ },
  cran: { namespace: prohibited },
  deb: { namespace: required, lower: BOTH },
  gem: { namespace: prohibited },
  git: { namespace: required },
  github: { namespace: required, lower: BOTH },
  golang: { namespace: required },
  hackage: { namespace: prohibited },
  hex: { lower: BOTH },
  huggingface: { namespace: required, lower: ['version'] },
  julia: { namespace: prohibited, requiredQualifier: 'uuid' },
  luarocks: { lower: BOTH },
  maven: { namespace: required },
  mlflow: { namespace: prohibited },
  nuget: { namespace: prohibited },
  oci: { namespace: prohibited, lower: ['name', 'version'] },
  opam: { namespace: prohibited },
  otp: { namespace: prohibited, lower: ['name', 'subpath'] },
  pub: { namespace: prohibited, lower: ['name'] },
  pypi: { namespace: prohibited, lower: ['name', 'version'] },
  qpkg: { namespace: required, lower: ['namespace'] },
  rpm: { namespace: required, lower: ['namespace'] },
  swid: { requiredQualifier: 'tag_id' },
  swift: { namespace: required },
  vcpkg: { namespace: prohibited },
  'vscode-extension': { namespace: required, lower: ['namespace', 'name', 'version'] },
  yocto: { lower: ['namespace'] },
};

const none: TypeRule = {};

/** The rule of a purl type; types without one follow the general rules only. */
export function ruleOf(type: string): TypeRule {
  return Object.hasOwn(rules, type) ? (rules[type] ?? none) : none;
}
