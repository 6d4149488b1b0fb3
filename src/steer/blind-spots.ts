import { countIdentities, countBlindSpots as estateBlindSpots } from '../estate/index.ts';
import { countFindings } from '../exposure/index.ts';
import { backlog } from '../platform/events/store.ts';
import type { Platform } from '../platform/platform.ts';
import { countOpenEntries, feedHealth } from '../watch/index.ts';
import type { BlindSpot } from './contract.ts';

/** Everything Vigie knows that it does not see, each with the screen that repairs it. Nothing here is ever left out as zero-risk. */
export async function blindSpots(p: Platform): Promise<BlindSpot[]> {
  const feeds = await feedHealth(p.db, p.clock.now());
  const late = feeds.filter((f) => f.state !== 'fresh' && f.state !== 'disabled');
  const frozen = feeds.filter((f) => f.state !== 'disabled' && f.reasons.includes('frozen'));
  const estate = await estateBlindSpots(p.db);
  const identities = await countIdentities(p.db);
  const labels = await countOpenEntries(p.db);
  const findings = await countFindings(p.db, p.clock.now());
  const { parked } = await backlog(p.db);
  const spots: BlindSpot[] = [
    {
      kind: 'feeds-late',
      count: late.length,
      of: feeds.filter((f) => f.state !== 'disabled').length,
      names: late.map((f) => f.title),
      href: '/veille/sources?etat=en-retard',
    },
    {
      kind: 'feeds-frozen',
      count: frozen.length,
      of: feeds.filter((f) => f.state !== 'disabled').length,
      names: frozen.map((f) => f.title),
      href: '/veille/sources',
    },
    {
      kind: 'labels-unidentified',
      count: identities.open,
      of: identities.all,
      names: [],
      href: '/patrimoine/identites',
    },
    {
      kind: 'components-unversioned',
      count: estate.componentsUnversioned,
      of: estate.components,
      names: [],
      href: '/patrimoine/composants?version=none',
    },
    {
      kind: 'assets-empty',
      count: estate.assetsWithoutComponent,
      of: estate.assets,
      names: [],
      href: '/patrimoine/biens?components=none',
    },
    {
      kind: 'assets-exposure-unknown',
      count: estate.assetsExposureUnknown,
      of: estate.assets,
      names: [],
      href: '/patrimoine/biens?exposed=unknown',
    },
    {
      kind: 'assets-unlinked',
      count: estate.assetsWithoutService,
      of: estate.assets,
      names: [],
      href: '/patrimoine/biens?service=none',
    },
    {
      kind: 'services-without-asset',
      count: estate.servicesWithoutAsset,
      of: estate.services,
      names: [],
      href: '/services?assets=none',
    },
    {
      kind: 'verdicts-to-check',
      count: findings.toCheck,
      of: null,
      names: [],
      href: '/expositions?verdict=unknown',
    },
    {
      kind: 'labels-to-check',
      count: labels,
      of: null,
      names: [],
      href: '/veille/libelles',
    },
    { kind: 'events-parked', count: parked, of: null, names: [], href: '/reglages/taches' },
  ];
  return spots.filter((s) => s.count > 0);
}
