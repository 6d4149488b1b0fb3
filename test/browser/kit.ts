import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { extname, join } from 'node:path';
import type { AxeResults } from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';

export const CHROMIUM = process.env.VIGIE_CHROMIUM ?? '/usr/bin/chromium';
export const hasChromium = existsSync(CHROMIUM);
/** Where pictures go: `VIGIE_SHOTS`, or nowhere. */
const SHOTS = process.env.VIGIE_SHOTS;

const AXE = readFileSync(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');

export type Theme = 'light' | 'dark';
export type Locale = 'fr' | 'en';

export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: CHROMIUM,
    headless: true,
    args: [
      '--no-sandbox',
      '--headless',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

export interface Look {
  width?: number;
  height?: number;
  theme?: Theme;
  locale?: Locale;
}

/** A page that remembers all that went wrong on it. */
export interface Watched {
  page: Page;
  /** Errors of the console, uncaught exceptions, refusals of the content policy, answers of 500 and more. */
  complaints: string[];
  close(): Promise<void>;
}

/** A fresh visitor (own cookies) with a size, a theme and a language. */
export async function visit(browser: Browser, base: string, look: Look = {}): Promise<Watched> {
  const { width = 1440, height = 900, theme = 'light', locale = 'fr' } = look;
  const context = await browser.newContext({
    baseURL: base,
    viewport: { width, height },
    colorScheme: theme,
    locale: locale === 'fr' ? 'fr-FR' : 'en-GB',
    reducedMotion: 'reduce',
    hasTouch: width < 600,
    // axe is put in by script; the product's own policy stays watched by the listener below.
    bypassCSP: false,
  });
  await context.addInitScript((chosen) => {
    localStorage.setItem('vigie.locale', chosen);
    addEventListener('securitypolicyviolation', (e) =>
      console.error(`CSP ${e.effectiveDirective} ${e.blockedURI} ${e.sample}`),
    );
  }, locale);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' && !/the server responded with a status of 4\d\d/.test(message.text()))
      complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error.stack ?? error)));
  page.on('response', (response) => {
    if (response.status() >= 500) complaints.push(`${response.status()} ${response.url()}`);
  });
  return { page, complaints, close: () => context.close() };
}

/** Fills the sign-in form. */
export async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.goto('/connexion');
  await page.locator('input[type=email]').fill(email);
  await page.locator('input[type=password]').fill(password);
  await page.locator('button[type=submit]').click();
  await page.waitForURL((url) => !url.pathname.startsWith('/connexion'));
}

/** A picture of the whole page, where pictures are kept. */
export async function shoot(page: Page, name: string): Promise<void> {
  if (!SHOTS) return;
  mkdirSync(SHOTS, { recursive: true });
  await page.screenshot({ path: join(SHOTS, `${name}.png`), fullPage: true });
}

/** WCAG 2.2 AA and good practice, by axe: one line a violation, with where. */
export async function axe(page: Page): Promise<string[]> {
  // The whole page at once: what a bar that sticks happens to cover at this scroll is not out of reach.
  const before = page.viewportSize();
  const tall = await page.evaluate(() => document.documentElement.scrollHeight);
  if (before)
    await page.setViewportSize({
      width: before.width,
      height: Math.min(16_000, Math.max(before.height, tall + 80)),
    });
  await page.evaluate(AXE);
  const results = await page.evaluate(
    () =>
      (globalThis as unknown as { axe: { run(o: unknown): Promise<AxeResults> } }).axe.run({
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      }) as Promise<AxeResults>,
  );
  if (before) await page.setViewportSize(before);
  return results.violations.flatMap((v) =>
    v.nodes
      .slice(0, 5)
      .map((n) => `${v.id}: ${n.target.join(' ')} — ${n.failureSummary?.split('\n')[1]?.trim() ?? ''}`),
  );
}

/** Something sticks out sideways: a page must never scroll that way. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
};
/** The product's policy, without what only its server needs. */
const CSP =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'";

export interface Answer {
  status?: number;
  body: unknown;
}

/** Serves a built web app under the product's content policy; `api` answers `/api/…` (kit and shell without a server). */
export async function serveStatic(
  dir: string,
  api: (method: string, url: URL) => Answer | undefined,
): Promise<{ url: string; stop(): Promise<void> }> {
  const server: Server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://x');
    response.setHeader('content-security-policy', CSP);
    if (url.pathname === '/api/live') {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write('retry: 3000\n\n');
      return;
    }
    if (url.pathname.startsWith('/api/')) {
      const answer = api(request.method ?? 'GET', url) ?? {
        status: 404,
        body: { code: 'platform.not-found', detail: 'Rien ici.' },
      };
      response.writeHead(answer.status ?? 200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(answer.body));
      return;
    }
    const file = join(dir, url.pathname);
    const found = extname(file) && existsSync(file) ? file : join(dir, 'index.html');
    response.writeHead(200, { 'content-type': TYPES[extname(found)] ?? 'application/octet-stream' });
    response.end(readFileSync(found));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
