import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axe, launch, overflow, shoot, visit, type Watched } from './kit.ts';
import { type Product, startProduct } from './server.ts';

const DEMO_FEEDS = join(import.meta.dirname, '../../content/demo/feeds');
const SBOM = {
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
  version: 1,
  metadata: { component: { type: 'device', name: 'pare-feu-mairie' } },
  components: [
    {
      type: 'operating-system',
      'bom-ref': 'os',
      name: 'PAN-OS',
      version: '10.2.8',
      cpe: 'cpe:2.3:o:paloaltonetworks:pan-os:10.2.8:*:*:*:*:*:*:*',
    },
    {
      type: 'library',
      'bom-ref': 'x',
      name: 'follow-redirects',
      version: '1.15.5',
      purl: 'pkg:npm/follow-redirects@1.15.5',
    },
  ],
};

let product: Product;
let browser: Browser;
let watched: Watched;
let page: Page;

beforeAll(async () => {
  product = await startProduct({ demo: false });
  browser = await launch();
  watched = await visit(browser, product.url);
  page = watched.page;
});
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

const button = (name: string | RegExp) => page.getByRole('button', { name });

/** A screen that a person stops at: nothing went wrong, all in its width, no violation. */
async function lookAt(name: string): Promise<void> {
  await page.waitForLoadState('networkidle', { timeout: 3_000 }).catch(() => undefined);
  await page.waitForTimeout(300);
  await shoot(page, `nouveau-${name}`);
  expect(watched.complaints).toEqual([]);
  expect(await overflow(page)).toBeLessThanOrEqual(0);
  expect(await axe(page)).toEqual([]);
}

/** Reads a source from a file, as on a site without Internet. */
async function importFeed(feed: string, file: string): Promise<void> {
  const band = page.locator('section', { has: page.getByRole('heading', { name: feed, exact: true }) });
  await band.getByRole('button', { name: 'Importer un fichier' }).click();
  await page.locator('input[type=file]').last().setInputFiles(join(DEMO_FEEDS, file));
  await page.getByRole('dialog').waitFor({ state: 'detached', timeout: 20_000 });
}

describe('a person who has never seen it', () => {
  it('opens the link printed at start and is offered the demonstration or her own organisation', async () => {
    await page.goto(product.link);
    await button('Explorer la démonstration').waitFor();
    await lookAt('choix');
    await button('Commencer avec mon organisation').click();
  });

  it('names her organisation and herself, and comes in', async () => {
    await page.getByLabel('Nom de l’organisation').fill('Mairie de Tavéa');
    await page.getByLabel('Votre nom').fill('Anaïs Goromido');
    await page.getByLabel('Votre adresse de messagerie').fill('anais@mairie.example');
    await page.getByLabel('Mot de passe', { exact: true }).fill('une phrase assez longue');
    await lookAt('organisation');
    await button('Ouvrir Vigie').click();
    await page.waitForURL((url) => url.pathname === '/');
    await page.getByText('Commencez ici').waitFor();
    await lookAt('premier-matin');
  });

  it('imports an inventory of her own, seen before it is applied', async () => {
    await page.goto('/patrimoine/imports/nouveau');
    await page.locator('input[type=file]').setInputFiles({
      name: 'pare-feu.cdx.json',
      mimeType: 'application/json',
      buffer: Buffer.from(JSON.stringify(SBOM)),
    });
    await button('Créer ce bien').click();
    await button('Appliquer').waitFor();
    await lookAt('apercu');
    await button('Appliquer').click();
    await page.getByRole('link', { name: 'Voir les expositions ouvertes' }).waitFor();
    await lookAt('applique');
  });

  it('brings the sources by file', async () => {
    await page.goto('/veille/sources');
    await importFeed('Liste CVE (format 5)', 'cve5.ndjson');
    await importFeed('CISA KEV (exploitation connue)', 'kev.json');
    await lookAt('sources');
  });

  it('sees what her inventory exposes, and why', async () => {
    const found = async () =>
      (await (await page.request.get('/api/exposure/findings?vulnerability=CVE-2024-3400')).json()).total;
    for (let i = 0; i < 40 && (await found()) === 0; i++) await page.waitForTimeout(250);
    await page.goto('/expositions');
    await page
      .getByRole('link', { name: /GlobalProtect/ })
      .first()
      .click();
    await page.getByRole('heading', { name: 'Pourquoi' }).waitFor();
    await page.getByText('10.2.8').first().waitFor();
    await lookAt('exposition');
  });

  it('accepts the risk until a day', async () => {
    await button('Accepter le risque jusqu’au…').click();
    await page.getByLabel(/^Raison/).fill('Accès distant coupé en attendant le correctif.');
    await lookAt('decision');
    await button('Enregistrer la décision').click();
    await page.getByText('Accès distant coupé en attendant le correctif.').first().waitFor();
  });

  it('finds all of it in the journal', async () => {
    await page.goto('/reglages/journal');
    for (const act of ['Risque accepté', 'Source lue', 'Inventaire appliqué'])
      await page.getByText(act).first().waitFor({ timeout: 5_000 });
    await lookAt('journal');
  });
});
