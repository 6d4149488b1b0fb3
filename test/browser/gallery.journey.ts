import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeRegistries } from '../../tools/registry.mjs';
import { viteConfig } from '../../tools/vite.mjs';
import { type Answer, axe, launch, overflow, serveStatic, shoot, visit } from './kit.ts';

const SEVERITIES = ['critical', 'high', 'medium', 'low'];
const rows = Array.from({ length: 63 }, (_, i) => ({
  id: `CVE-2025-${4000 + i}`,
  title: `Faiblesse numéro ${i + 1}`,
  product: 'Roundcube 1.6.10',
  severity: SEVERITIES[i % 4],
  verdict: ['affected', 'unknown', 'not_affected'][i % 3],
  due: new Date(Date.now() + (i + 1) * 4e7).toISOString(),
  epss: (i % 10) / 10,
}));
const person = {
  id: 'u1',
  name: 'Hina R.',
  email: 'hina@tavea.example',
  roles: ['ciso'],
  permissions: [],
  locale: 'fr',
  theme: 'system',
  digest: 'never',
  lastVisit: null,
  hasPassword: true,
  hasTotp: false,
  passkeys: 0,
  recoveryCodesLeft: 0,
};

/** The kit alone, without a server: what its gallery asks. */
function api(_method: string, url: URL): Answer | undefined {
  if (url.pathname === '/api/auth/session')
    return {
      body: {
        state: 'signed-in',
        user: person,
        organisation: { name: 'Tavéa' },
        timeZone: 'Pacific/Noumea',
        demo: true,
        oidc: null,
      },
    };
  if (url.pathname === '/api/platform/views') return { body: { items: [] } };
  if (url.pathname === '/api/search')
    return { body: { items: [{ id: 's', kind: 'service', title: 'État civil', to: '/galerie' }] } };
  if (url.pathname === '/api/galerie/rows') {
    const size = Number(url.searchParams.get('size') ?? 50);
    const page = Number(url.searchParams.get('page') ?? 1);
    const wanted = url.searchParams.get('severity')?.split(',');
    const found = rows.filter((row) => !wanted || wanted.includes(String(row.severity)));
    return { body: { items: found.slice((page - 1) * size, page * size), total: found.length, page, size } };
  }
  return undefined;
}

const web = join(import.meta.dirname, '../../src/platform/web');
/** The platform's screens alone: the rooms have journeys of their own. */
const platformAlone = {
  name: 'platform-alone',
  enforce: 'pre' as const,
  resolveId: (id: string) => (id === '/main-web.tsx' ? '\0alone.tsx' : undefined),
  load: (id: string) =>
    id === '\0alone.tsx'
      ? `import { startApp } from '${web}/app.tsx'; import { screens } from '${web}/index.tsx'; await startApp([screens]);`
      : undefined,
};

describe('the kit, in a browser', () => {
  let browser: Browser;
  let dir: string;
  let server: Awaited<ReturnType<typeof serveStatic>>;

  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'vigie-gallery-'));
    writeRegistries();
    const config = await viteConfig();
    await build({
      ...config,
      mode: 'gallery',
      logLevel: 'error',
      plugins: [platformAlone, ...(config.plugins ?? [])],
      build: { ...config.build, outDir: dir },
    });
    server = await serveStatic(dir, api);
    browser = await launch();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    rmSync(dir, { recursive: true, force: true });
  });

  for (const width of [1440, 390])
    for (const theme of ['light', 'dark'] as const)
      for (const locale of ['fr', 'en'] as const)
        it(`has no accessibility violation, no overflow and no refusal at ${width} px, ${theme}, ${locale}`, async () => {
          const v = await visit(browser, server.url, { width, theme, locale });
          await v.page.goto('/galerie');
          await v.page.locator('.t, .cards').last().waitFor();
          await v.page.locator('.canvas svg').waitFor();
          await shoot(v.page, `gallery-${width}-${theme}-${locale}`);
          expect(await axe(v.page)).toEqual([]);
          expect(await overflow(v.page)).toBe(0);
          expect(v.complaints).toEqual([]);
          await v.close();
        });

  it('works a list by the keyboard and keeps it in the address', async () => {
    const v = await visit(browser, server.url);
    await v.page.goto('/galerie');
    await v.page.locator('.row-link').first().waitFor();
    await v.page.keyboard.press('j');
    await v.page.keyboard.press('j');
    await v.page.keyboard.press('x');
    await v.page.keyboard.press(' ');
    await v.page.locator('.preview h2').waitFor();
    expect(await v.page.locator('.preview h2').textContent()).toBe('Faiblesse numéro 2');
    expect(await v.page.locator('.bulk').textContent()).toContain('1 choisie');
    await v.page.locator('th', { hasText: 'EPSS' }).getByRole('button').click();
    await v.page.locator('th[aria-sort=ascending]', { hasText: 'EPSS' }).waitFor();
    const url = new URL(v.page.url());
    expect(url.searchParams.get('sort')).toBe('epss');
    expect(url.searchParams.get('row')).toBe('CVE-2025-4001');
    await v.close();
  });

  it('filters by a chip, pages, and says when nothing fits', async () => {
    const v = await visit(browser, server.url);
    await v.page.goto('/galerie?severity=critical&size=8');
    await v.page.locator('.filters-count', { hasText: '1 à 8 sur 16' }).waitFor();
    await v.page.getByRole('button', { name: 'Page suivante' }).click();
    await v.page.locator('.filters-count', { hasText: '9 à 16 sur 16' }).waitFor();
    await v.page.getByRole('button', { name: 'Retirer le critère Gravité' }).click();
    await v.page.locator('.filters-count', { hasText: 'sur 63' }).waitFor();
    await v.page.goto('/galerie?severity=nothing');
    await v.page.getByText('Aucun résultat avec ces critères').waitFor();
    await v.close();
  });

  it('opens the palette with Ctrl K, finds without accents, and gives the focus back', async () => {
    const v = await visit(browser, server.url);
    await v.page.goto('/galerie');
    await v.page.locator('.row-link').first().waitFor();
    await v.page.keyboard.press('Control+k');
    const box = v.page.getByRole('combobox', { name: /Aller à/ });
    await box.fill('reglages');
    await v.page.getByRole('option', { name: 'Réglages' }).waitFor();
    expect(await axe(v.page)).toEqual([]);
    await box.fill('etat');
    await v.page.getByRole('option', { name: /État civil/ }).waitFor();
    await v.page.keyboard.press('Escape');
    expect(await v.page.getByRole('dialog').count()).toBe(0);
    expect(v.complaints).toEqual([]);
    await v.close();
  });

  it('refuses a form field by field and puts the focus on the first wrong one', async () => {
    const v = await visit(browser, server.url);
    await v.page.goto('/galerie');
    await v.page.getByRole('button', { name: 'Enregistrer', exact: true }).click();
    await v.page.getByText(/champs sont à corriger/).waitFor();
    expect(await v.page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('name');
    expect(await axe(v.page)).toEqual([]);
    await v.page.getByLabel('Nom').fill('État civil');
    await v.page.getByLabel('Courriel').fill('hina@tavea.example');
    await v.page.getByRole('button', { name: /Sorte/ }).click();
    await v.page.getByRole('option', { name: 'Service public' }).click();
    await v.page.getByRole('button', { name: 'Enregistrer', exact: true }).click();
    await v.page.getByRole('status').filter({ hasText: 'Enregistré.' }).waitFor();
    expect(v.complaints).toEqual([]);
    await v.close();
  });

  it('shows dialogs that take the focus and give it back', async () => {
    const v = await visit(browser, server.url);
    await v.page.goto('/galerie');
    const opener = v.page.getByRole('button', { name: 'Boîte' });
    await opener.click();
    await v.page.getByRole('dialog', { name: 'Une boîte de dialogue' }).waitFor();
    expect(await axe(v.page)).toEqual([]);
    await v.page.keyboard.press('Escape');
    await v.page.waitForFunction(() => document.activeElement?.textContent === 'Boîte');
    await v.close();
  });
});
