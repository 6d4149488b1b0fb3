export {
  comparePrepared,
  compareVersions,
  isScheme,
  isVersion,
  type Order,
  type PreparedVersion,
  prepare,
  schemeNamed,
  schemeOfEcosystem,
  schemeOfPurlType,
  schemes,
} from './compare.ts';
export {
  defineScheme,
  MAX_VERSION_LENGTH,
  type Scheme,
  type SchemeDefinition,
  type SchemeKey,
} from './define-scheme.ts';
