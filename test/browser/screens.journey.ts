import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axe, type Look, launch, overflow, shoot, visit, type Watched } from './kit.ts';
import { type Product, startProduct } from './server.ts';

/** Screens by name; an id in the address is found through the API. */
const SCREENS: readonly [name: string, path: string][] = [
  ['aujourdhui', '/'],
  ['services', '/services'],
  ['service', '/services/sv-impots'],
  ['service-nouveau', '/services/nouveau'],
  ['expositions', '/expositions'],
  ['exposition', '/expositions/{finding}'],
  ['politique', '/expositions/politique'],
  ['veille', '/veille'],
  ['avis', '/veille/avis/CVE-2024-3400'],
  ['certfr', '/veille/certfr'],
  ['libelles', '/veille/libelles'],
  ['sources', '/veille/sources'],
  ['patrimoine', '/patrimoine'],
  ['biens', '/patrimoine/biens'],
  ['bien', '/patrimoine/biens/b-fw-sud'],
  ['bien-nouveau', '/patrimoine/biens/nouveau'],
  ['applications', '/patrimoine/applications'],
  ['application', '/patrimoine/applications/{applications}'],
  ['composants', '/patrimoine/composants'],
  ['identites', '/patrimoine/identites'],
  ['decisions-identite', '/patrimoine/identites/decisions'],
  ['fournisseurs', '/patrimoine/fournisseurs'],
  ['fournisseur', '/patrimoine/fournisseurs/{suppliers}'],
  ['personnes', '/patrimoine/personnes'],
  ['personne', '/patrimoine/personnes/{people}'],
  ['unite', '/patrimoine/unites/{units}'],
  ['traitements', '/patrimoine/traitements'],
  ['traitement', '/patrimoine/traitements/{processings}'],
  ['imports', '/patrimoine/imports'],
  ['import', '/patrimoine/imports/nouveau'],
  ['compte', '/reglages/compte'],
  ['comptes', '/reglages/personnes'],
  ['jetons', '/reglages/jetons'],
  ['taches', '/reglages/taches'],
  ['journal', '/reglages/journal'],
  ['configuration', '/reglages/configuration'],
];
const BOTH_SIZES = [1440, 390] as const;
const ALL_LOOKS = BOTH_SIZES.flatMap((width) =>
  (['light', 'dark'] as const).flatMap((theme) =>
    (['fr', 'en'] as const).map((locale) => ({
      name: `${width}-${theme === 'light' ? 'clair' : 'sombre'}-${locale}`,
      width,
      theme,
      locale,
    })),
  ),
);
/** Each size, theme and language twice; `VIGIE_LOOKS=all` takes all eight. */
const USUAL = ['1440-clair-fr', '1440-sombre-en', '390-clair-en', '390-sombre-fr'];
const LOOKS: readonly (Look & { name: string })[] = ALL_LOOKS.filter(
  ({ name }) => process.env.VIGIE_LOOKS === 'all' || USUAL.includes(name),
);

/** `VIGIE_GUIDE=1` renews the pictures of docs/guide. */
const GUIDE = join(import.meta.dirname, '../../docs/guide');
const IN_GUIDE = ['aujourdhui', 'services', 'service', 'expositions', 'exposition', 'veille'];
const isForGuide = (name: string, look: { name: string }): boolean =>
  process.env.VIGIE_GUIDE === '1' && look.name === LOOKS[0]?.name && IN_GUIDE.includes(name);

let product: Product;
let browser: Browser;
let cookies: Awaited<ReturnType<ReturnType<Page['context']>['cookies']>>;
const ids: Record<string, string> = {};

beforeAll(async () => {
  product = await startProduct({ demo: true });
  browser = await launch();
  const first = await visit(browser, product.url);
  await first.page.goto(product.link);
  await first.page.waitForURL((url) => url.pathname === '/');
  await demonstrationReady(first.page);
  const firstId = async (path: string) => (await (await first.page.request.get(path)).json()).items[0].id;
  ids.finding = await firstId('/api/exposure/findings?vulnerability=CVE-2024-3400&size=1');
  for (const noun of ['applications', 'suppliers', 'people', 'units', 'processings'])
    ids[noun] = await firstId(`/api/estate/${noun}?size=1`);
  cookies = await first.page.context().cookies();
  await first.close();
});
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

/** The demonstration is computed after the start, by a job. */
async function demonstrationReady(page: Page): Promise<void> {
  for (let i = 0; i < 120; i++) {
    const jobs = await (await page.request.get('/api/platform/jobs?name=steer.load-demo&state=done')).json();
    if (jobs.total > 0) return;
    await page.waitForTimeout(500);
  }
  throw new Error('the demonstration was not ready within a minute');
}

describe.each(LOOKS)('in $name', (look) => {
  let watched: Watched;
  beforeAll(async () => {
    watched = await visit(browser, product.url, look);
    await watched.page.context().addCookies(cookies);
  });
  afterAll(() => watched.close());

  it.each(SCREENS)('%s is complete, within its width and without a violation', async (name, path) => {
    const { page, complaints } = watched;
    complaints.length = 0;
    await page.goto(path.replace(/\{(\w+)\}/, (_, key: string) => ids[key] ?? ''));
    await page.locator('h1').first().waitFor();
    await page.waitForLoadState('networkidle', { timeout: 3_000 }).catch(() => undefined);
    await page.waitForTimeout(300);
    await shoot(page, `${name}-${look.name}`);
    if (isForGuide(name, look)) await page.screenshot({ path: join(GUIDE, `${name}.png`) });
    expect(complaints).toEqual([]);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    expect(await axe(page)).toEqual([]);
  });
});

describe.each(LOOKS)('before signing in, in $name', (look) => {
  it.each([
    ['connexion', '/connexion'],
    ['lien-use', '/invitation#aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'],
  ])('%s is complete, within its width and without a violation', async (name, path) => {
    const { page, complaints, close } = await visit(browser, product.url, look);
    await page.goto(path);
    await page.locator('h1').first().waitFor();
    await page.waitForTimeout(300);
    await shoot(page, `${name}-${look.name}`);
    expect(complaints).toEqual([]);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    expect(await axe(page)).toEqual([]);
    await close();
  });
});
