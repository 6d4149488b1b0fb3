export {
  comparePrepared,
  compareVersions,
  isScheme,
  isVersion,
  type Order,
  type PreparedVersion,
  prepare,
  resolveScheme,
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
export { versOfNative } from './vers/native.ts';
export { canonicalVers, inRange, parseVers, parseVersLoosely } from './vers/parse.ts';
export { type Comparator, type Constraint, formatVers, type Vers } from './vers/vers.ts';
