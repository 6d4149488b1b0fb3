import {
  canonicalVers,
  compareVersions,
  inRange,
  parseVersLoosely,
  prepare,
  versOfNative,
} from '@vigie/versions';

/** One test of univers (aboutcode-org), in the form that vers-spec took over. */
export interface UniversTest {
  test_type: 'comparison' | 'equality' | 'containment' | 'from_native' | 'roundtrip';
  input: {
    input_scheme: string;
    versions: string[];
    scheme: string;
    native_range: string;
    vers: string;
    version: string;
  };
  expected_output: unknown;
}

/**
 * True for the ranges that univers spoils: it writes the fourth number of a Composer version as build metadata
 * (`2.1.27.10` as `2.1.27+10`), where it no longer counts. What is still missing from the gate of `gitlab-ranges`: one
 * range of `-stable` versions (three times), which the list of OSV, that comes first, orders otherwise; and alternatives
 * that overlap (three), of which univers writes one list that has lost some versions.
 */
export function isSpoilt({ test_type, input, expected_output: wanted }: UniversTest): boolean {
  return test_type === 'from_native' && !input.native_range.includes('+') && /\+\d/.test(String(wanted));
}

/** True when our answer is theirs; a range in another spelling of the same versions is the same range. */
export function isAsUnivers({ test_type, input, expected_output: wanted }: UniversTest): boolean {
  const { input_scheme: scheme, versions } = input;
  switch (test_type) {
    case 'equality':
      return (compareVersions(scheme, versions[0] ?? '', versions[1] ?? '') === 0) === wanted;
    case 'comparison':
      return (
        versions.every((version) => prepare(scheme, version) !== undefined) &&
        [...versions]
          .sort((a, b) => compareVersions(scheme, a, b) ?? 0)
          .every((version, i) => compareVersions(scheme, version, (wanted as string[])[i] ?? '') === 0)
      );
    case 'containment':
      return inRange(input.vers, input.version) === wanted;
    case 'from_native':
      return isSameRange(versOfNative(input.scheme, input.native_range), String(wanted));
    case 'roundtrip':
      return canonicalVers(input.vers) === wanted;
  }
}

function isSameRange(found: string | undefined, wanted: string): boolean {
  const [ours, theirs] = [parseVersLoosely(found ?? ''), parseVersLoosely(wanted)];
  // A range of nothing (`vers:conan/`) is no range.
  if (ours === undefined || theirs === undefined) return ours === theirs;
  return (
    ours.scheme === theirs.scheme &&
    ours.constraints.length === theirs.constraints.length &&
    ours.constraints.every((one, i) => {
      const other = theirs.constraints[i];
      if (one.comparator !== other?.comparator) return false;
      return one.comparator === '*' || compareVersions(ours.scheme, one.version, other.version) === 0;
    })
  );
}
