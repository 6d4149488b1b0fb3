export { type CpeComparison, type CpeRelation, compareCpeNames, compareCpeValues } from './cpe/compare.ts';
export { ANY, CPE_ATTRIBUTES, type Cpe, type CpeAttribute, cpeOf, MAX_CPE_LENGTH, NA } from './cpe/cpe.ts';
export { formatCpe, parseCpe } from './cpe/parse.ts';
export { bindUri } from './cpe/uri.ts';
export { type IdKind, idKind, isCve, normaliseId } from './id.ts';
export { keyOfCpe, keyOfNames, keyOfPurl } from './keys.ts';
export { normaliseName } from './name.ts';
export { formatPurl, type PurlParts, parsePurl, parsePurlLoosely } from './purl/parse.ts';
export { MAX_PURL_LENGTH, type Purl } from './purl/purl.ts';
