/** Operating-system families that records and inventories name. */
const FAMILIES: [RegExp, string][] = [
  [/\bwindows|win32|win64|\bmicrosoft\b/i, 'windows'],
  [/\b(mac ?os|macos ?x|os ?x|darwin|mac)\b|^mac_?os/i, 'macos'],
  [/\bandroid\b/i, 'android'],
  [/\b(ios|ipados|iphone_?os|ipad_?os)\b/i, 'ios'],
  [/linux|debian|ubuntu|red ?hat|rhel|centos|suse|fedora|alpine|\bunix\b|^(rpm|deb)$|rocky|alma/i, 'linux'],
  [/\b(freebsd|openbsd|netbsd)\b/i, 'bsd'],
  [/\b(aix|hp-?ux|solaris|sunos|z\/?os)\b/i, 'unix'],
];

const ARCHITECTURE =
  /^(x64|x86|x86[_-]64|amd64|i[3-6]86|arm(64)?|aarch64|ia64|32[ -]?bit|64[ -]?bit|ppc64(le)?|s390x)\b/i;

/** The family of a platform in words, if it names one. */
export function familyOf(platform: string): string | undefined {
  return FAMILIES.find(([pattern]) => pattern.test(platform.replace(/_/g, ' ')))?.[1];
}

/** The families a claim is restricted to; `undefined` when its platforms say something else, or nothing. */
export function restrictionOf(platforms: readonly string[] | undefined): Set<string> | undefined {
  if (!platforms || platforms.length === 0) return undefined;
  const families = new Set<string>();
  for (const platform of platforms) {
    const family = familyOf(platform);
    if (family) families.add(family);
    else if (!ARCHITECTURE.test(platform)) return undefined;
  }
  const everyDesktop = ['windows', 'macos', 'linux'].every((f) => families.has(f));
  return families.size === 0 || everyDesktop ? undefined : families;
}

/** Does a claim's platform list concern a component on these families (empty: not known)? */
export function platformFits(
  restriction: Set<string> | undefined,
  known: ReadonlySet<string>,
): 'yes' | 'no' | 'maybe' {
  if (!restriction) return 'yes';
  if (known.size === 0) return 'maybe';
  for (const family of known) if (restriction.has(family)) return 'yes';
  return 'no';
}
