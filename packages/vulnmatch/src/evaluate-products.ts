import { type Vote, voteOnAffected } from './evaluate-affected.ts';
import { identify } from './identify.ts';
import type { ProductClaim } from './model.ts';
import type { Subject } from './subject.ts';

/** The votes of statements on the products of a tree. */
export function voteOnProducts(
  claims: readonly ProductClaim[],
  subject: Subject,
  siblings: readonly Subject[],
  families: ReadonlySet<string>,
): Vote[] {
  return claims.flatMap((claim) =>
    voteOnAffected([claim.claim], subject, families).map((vote) =>
      onPlatform(claim, spelt(claim, vote), siblings),
    ),
  );
}

/** The rules of version lists are those of CVE records; here they are said of a product tree. */
function spelt(claim: ProductClaim, { reason, weak }: Vote): Vote {
  const form = claim.form ?? 'csaf';
  const rule = reason.rule.replace(/^cve5\.exact$/, `${form}.status`).replace(/^cve5\./, `${form}.`);
  return { reason: { ...reason, rule }, weak };
}

/** A component that matters only beside another product, when nobody listed that one: to be checked. */
function onPlatform(claim: ProductClaim, vote: Vote, siblings: readonly Subject[]): Vote {
  const { on } = claim;
  if (!on) return vote;
  const isThere =
    on.claim !== undefined &&
    siblings.some((s) => identify({ ...on.claim, from: '', d: 'u' }, s)?.kind === 'same');
  if (isThere) return vote;
  const quote = `${on.how.replaceAll('_', ' ')} ${on.name}, which is not known to be there`;
  return { reason: { ...vote.reason, rule: 'csaf.relationship', vote: 'unknown', quote }, weak: true };
}
