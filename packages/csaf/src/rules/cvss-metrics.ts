/** A member of a CVSS object: the metric it repeats, and its values by their letter in the vector. */
export type Member = [metric: string, values: Readonly<Record<string, string>>];

const words = (text: string): Record<string, string> =>
  Object.fromEntries(text.split(' ').map((pair) => pair.split(':') as [string, string]));

const NONE_LOW_HIGH = words('N:NONE L:LOW H:HIGH');
const NOT_DEFINED = { X: 'NOT_DEFINED' };
const REQUIREMENT = words('X:NOT_DEFINED L:LOW M:MEDIUM H:HIGH');
const VECTOR_3 = words('N:NETWORK A:ADJACENT_NETWORK L:LOCAL P:PHYSICAL');
const VECTOR_4 = words('N:NETWORK A:ADJACENT L:LOCAL P:PHYSICAL');

function modified(members: Record<string, Member>): Record<string, Member> {
  return Object.fromEntries(
    Object.entries(members).map(([name, [metric, values]]) => [
      `modified${name.charAt(0).toUpperCase()}${name.slice(1)}`,
      [`M${metric}`, { ...values, ...NOT_DEFINED }],
    ]),
  );
}

const REQUIREMENTS: Record<string, Member> = {
  confidentialityRequirement: ['CR', REQUIREMENT],
  integrityRequirement: ['IR', REQUIREMENT],
  availabilityRequirement: ['AR', REQUIREMENT],
};

const BASE_3: Record<string, Member> = {
  attackVector: ['AV', VECTOR_3],
  attackComplexity: ['AC', words('L:LOW H:HIGH')],
  privilegesRequired: ['PR', NONE_LOW_HIGH],
  userInteraction: ['UI', words('N:NONE R:REQUIRED')],
  scope: ['S', words('U:UNCHANGED C:CHANGED')],
  confidentialityImpact: ['C', NONE_LOW_HIGH],
  integrityImpact: ['I', NONE_LOW_HIGH],
  availabilityImpact: ['A', NONE_LOW_HIGH],
};

const MEMBERS_3: Record<string, Member> = {
  ...BASE_3,
  exploitCodeMaturity: ['E', words('X:NOT_DEFINED U:UNPROVEN P:PROOF_OF_CONCEPT F:FUNCTIONAL H:HIGH')],
  remediationLevel: ['RL', words('X:NOT_DEFINED O:OFFICIAL_FIX T:TEMPORARY_FIX W:WORKAROUND U:UNAVAILABLE')],
  reportConfidence: ['RC', words('X:NOT_DEFINED U:UNKNOWN R:REASONABLE C:CONFIRMED')],
  ...REQUIREMENTS,
  ...modified(BASE_3),
};

const CIA_2 = words('N:NONE P:PARTIAL C:COMPLETE');
const REQUIREMENT_2 = words('ND:NOT_DEFINED L:LOW M:MEDIUM H:HIGH');

const MEMBERS_2: Record<string, Member> = {
  accessVector: ['AV', words('N:NETWORK A:ADJACENT_NETWORK L:LOCAL')],
  accessComplexity: ['AC', words('H:HIGH M:MEDIUM L:LOW')],
  authentication: ['Au', words('M:MULTIPLE S:SINGLE N:NONE')],
  confidentialityImpact: ['C', CIA_2],
  integrityImpact: ['I', CIA_2],
  availabilityImpact: ['A', CIA_2],
  exploitability: ['E', words('U:UNPROVEN POC:PROOF_OF_CONCEPT F:FUNCTIONAL H:HIGH ND:NOT_DEFINED')],
  remediationLevel: [
    'RL',
    words('OF:OFFICIAL_FIX TF:TEMPORARY_FIX W:WORKAROUND U:UNAVAILABLE ND:NOT_DEFINED'),
  ],
  reportConfidence: ['RC', words('UC:UNCONFIRMED UR:UNCORROBORATED C:CONFIRMED ND:NOT_DEFINED')],
  collateralDamagePotential: [
    'CDP',
    words('N:NONE L:LOW LM:LOW_MEDIUM MH:MEDIUM_HIGH H:HIGH ND:NOT_DEFINED'),
  ],
  targetDistribution: ['TD', words('N:NONE L:LOW M:MEDIUM H:HIGH ND:NOT_DEFINED')],
  confidentialityRequirement: ['CR', REQUIREMENT_2],
  integrityRequirement: ['IR', REQUIREMENT_2],
  availabilityRequirement: ['AR', REQUIREMENT_2],
};

const BASE_4: Record<string, Member> = {
  attackVector: ['AV', VECTOR_4],
  attackComplexity: ['AC', words('L:LOW H:HIGH')],
  attackRequirements: ['AT', words('N:NONE P:PRESENT')],
  privilegesRequired: ['PR', NONE_LOW_HIGH],
  userInteraction: ['UI', words('N:NONE P:PASSIVE A:ACTIVE')],
  vulnConfidentialityImpact: ['VC', NONE_LOW_HIGH],
  vulnIntegrityImpact: ['VI', NONE_LOW_HIGH],
  vulnAvailabilityImpact: ['VA', NONE_LOW_HIGH],
};
const NEGLIGIBLE = words('N:NEGLIGIBLE L:LOW H:HIGH X:NOT_DEFINED');

const MEMBERS_4: Record<string, Member> = {
  ...BASE_4,
  subConfidentialityImpact: ['SC', NONE_LOW_HIGH],
  subIntegrityImpact: ['SI', NONE_LOW_HIGH],
  subAvailabilityImpact: ['SA', NONE_LOW_HIGH],
  exploitMaturity: ['E', words('X:NOT_DEFINED A:ATTACKED P:PROOF_OF_CONCEPT U:UNREPORTED')],
  ...REQUIREMENTS,
  ...modified(BASE_4),
  modifiedSubConfidentialityImpact: ['MSC', NEGLIGIBLE],
  modifiedSubIntegrityImpact: ['MSI', { ...NEGLIGIBLE, S: 'SAFETY' }],
  modifiedSubAvailabilityImpact: ['MSA', { ...NEGLIGIBLE, S: 'SAFETY' }],
  Safety: ['S', words('X:NOT_DEFINED N:NEGLIGIBLE P:PRESENT')],
  Automatable: ['AU', words('X:NOT_DEFINED N:NO Y:YES')],
  Recovery: ['R', words('X:NOT_DEFINED A:AUTOMATIC U:USER I:IRRECOVERABLE')],
  valueDensity: ['V', words('X:NOT_DEFINED D:DIFFUSE C:CONCENTRATED')],
  vulnerabilityResponseEffort: ['RE', words('X:NOT_DEFINED L:LOW M:MODERATE H:HIGH')],
  providerUrgency: ['U', words('X:NOT_DEFINED Clear:CLEAR Green:GREEN Amber:AMBER Red:RED')],
};

/** Members of the CVSS objects that FIRST publishes, by version: https://www.first.org/cvss/data-representations */
export const CVSS_MEMBERS: Readonly<Record<string, Record<string, Member>>> = {
  '2.0': MEMBERS_2,
  '3.0': MEMBERS_3,
  '3.1': MEMBERS_3,
  '4.0': MEMBERS_4,
};
