import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axe, type Look, launch, overflow, shoot, visit, type Watched } from './kit.ts';
import { type Product, startProduct } from './server.ts';

/** Screens by name; an id in the address is found through the API. */
const SCREENS: readonly [name: string, path: string][] = [
  ['aujourdhui', '/'],
  ['services', '/services'],
  ['service', '/services/sv-impots'],
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
  ['applications', '/patrimoine/applications'],
  ['composants', '/patrimoine/composants'],
  ['identites', '/patrimoine/identites'],
  ['decisions-identite', '/patrimoine/identites/decisions'],
  ['fournisseurs', '/patrimoine/fournisseurs'],
  ['personnes', '/patrimoine/personnes'],
  ['traitements', '/patrimoine/traitements'],
  ['imports', '/patrimoine/imports'],
  ['import', '/patrimoine/imports/nouveau'],
  ['compte', '/reglages/compte'],
  ['comptes', '/reglages/personnes'],
  ['jetons', '/reglages/jetons'],
  ['taches', '/reglages/taches'],
  ['journal', '/reglages/journal'],
  ['configuration', '/reglages/configuration'],
];
const LOOKS: readonly (Look & { name: string })[] = [
  { name: '1440-clair-fr', width: 1440, theme: 'light', locale: 'fr' },
  { name: '1440-sombre-en', width: 1440, theme: 'dark', locale: 'en' },
  { name: '390-clair-en', width: 390, theme: 'light', locale: 'en' },
  { name: '390-sombre-fr', width: 390, theme: 'dark', locale: 'fr' },
];

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
  ids.finding = (
    await (await first.page.request.get('/api/exposure/findings?vulnerability=CVE-2024-3400&size=1')).json()
  ).items[0].id;
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
    expect(complaints).toEqual([]);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    expect(await axe(page)).toEqual([]);
  });
});
