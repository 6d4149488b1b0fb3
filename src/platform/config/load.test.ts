import { describe, expect, it } from 'vitest';
import { ConfigSchema } from './config.ts';
import { envName, loadConfig } from './load.ts';
import { presentConfig } from './present.ts';

describe('the configuration', () => {
  it('has a default for everything', () => {
    const { config } = loadConfig({});
    expect(config).toMatchObject({
      dataDir: './data',
      host: '127.0.0.1',
      port: 8420,
      locale: 'fr',
      demo: false,
    });
  });

  it('names a setting in the environment after its key', () => {
    expect(envName('oidcClientSecret')).toBe('VIGIE_OIDC_CLIENT_SECRET');
  });

  it('takes the command line before the environment, and an empty variable as absent', () => {
    const { config } = loadConfig(
      { VIGIE_PORT: '9000', VIGIE_HOST: '::1', VIGIE_TIME_ZONE: '' },
      { port: '9001', demo: true },
    );
    expect(config).toMatchObject({ port: 9001, host: '::1', timeZone: 'Pacific/Noumea', demo: true });
  });

  it('tells every bad value at once, where it was set, and in the language chosen', () => {
    const result = loadConfig(
      { VIGIE_PORT: '99999', VIGIE_TIME_ZONE: 'Mars/Olympus', VIGIE_LOCALE: 'en', VIGIE_LOG_LEVEL: 'loud' },
      { port: '-1' },
    );
    expect(result.config).toBeUndefined();
    expect(result.problems.map((p) => p.name).sort()).toEqual([
      '--port',
      'VIGIE_LOG_LEVEL',
      'VIGIE_TIME_ZONE',
    ]);
    expect(result.problems.find((p) => p.name === '--port')).toMatchObject({
      value: '-1',
      why: expect.stringMatching(/too small/i),
    });
  });

  it('says in words what is no time zone, and refuses an address that browsers cannot open', () => {
    const bad = {
      VIGIE_TIME_ZONE: 'Mars/Olympus',
      VIGIE_PUBLIC_URL: 'ftp://x',
      VIGIE_OIDC_ISSUER: 'file:///x',
    };
    const french = loadConfig(bad).problems;
    expect(french.map((p) => p.name).sort()).toEqual([
      'VIGIE_OIDC_ISSUER',
      'VIGIE_PUBLIC_URL',
      'VIGIE_TIME_ZONE',
    ]);
    const why = (problems: typeof french) => problems.find((p) => p.name === 'VIGIE_TIME_ZONE')?.why;
    expect(why(french)).toMatch(/^fuseau horaire inconnu/);
    expect(why(loadConfig({ ...bad, VIGIE_LOCALE: 'en' }).problems)).toMatch(/^unknown time zone/);
  });

  it('never shows a value that may hold a secret', () => {
    const { problems } = loadConfig({
      VIGIE_DATABASE_URL: 'mysql://root:hunter2@db/x',
      VIGIE_SMTP_URL: 'x hunter2',
    });
    expect(problems).toHaveLength(2);
    expect(JSON.stringify(problems)).not.toContain('hunter2');
  });

  it('is shown with where each value was set, and without a password', () => {
    const { config } = loadConfig(
      {
        VIGIE_DATABASE_URL: 'postgres://vigie:hunter2@db.tavea.example:5432/vigie?password=hunter2',
        VIGIE_SMTP_URL: 'smtp://mail.tavea.example',
        VIGIE_OIDC_CLIENT_SECRET: 'hunter2',
        VIGIE_OUTBOUND_ALLOW: '10.0.0.0/8, miroir.tavea.example',
      },
      { port: '9001' },
    );
    if (!config) throw new Error('refused');
    const items = presentConfig(config);
    expect(items.map((i) => i.key).sort()).toEqual(Object.keys(ConfigSchema.shape).sort());
    expect(JSON.stringify(items)).not.toContain('hunter2');
    const said = Object.fromEntries(items.map((i) => [i.key, [i.value, i.source, i.from]]));
    expect(said).toMatchObject({
      databaseUrl: ['postgres://***@db.tavea.example:5432/vigie?***', 'environment', 'VIGIE_DATABASE_URL'],
      smtpUrl: ['smtp://mail.tavea.example', 'environment', 'VIGIE_SMTP_URL'],
      oidcClientSecret: ['***', 'environment', 'VIGIE_OIDC_CLIENT_SECRET'],
      outboundAllow: ['10.0.0.0/8, miroir.tavea.example', 'environment', 'VIGIE_OUTBOUND_ALLOW'],
      port: ['9001', 'command-line', '--port'],
      host: ['127.0.0.1', 'default', null],
      publicUrl: [null, 'default', null],
    });
  });

  it('names variables that look like ours and are not', () => {
    expect(loadConfig({ VIGIE_PROT: '1', VIGIE_CORPORA: '/x', PATH: '/bin' }).unknown).toEqual([
      'VIGIE_PROT',
    ]);
  });
});
