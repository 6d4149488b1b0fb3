import { expect, it } from 'vitest';
import { checkPassword } from './check-password.ts';
import { hashPassword, passwordMatches } from './hash-password.ts';

const hina = { name: 'Hina Rochette', email: 'hina.rochette@gouv.example' };

it.each([
  ['court', 'password-too-short'],
  ['a'.repeat(300), 'password-too-long'],
  ['aaaaaaaaaaaa', 'password-too-common'],
  ['abababababab', 'password-too-common'],
  ['123456789012', 'password-too-common'],
  ['abcdefghijkl', 'password-too-common'],
  ['Motdepasse2026!', 'password-too-common'],
  ['P@ssw0rd2026!', 'password-too-common'],
  ['Azertyuiop123', 'password-too-common'],
  ['Nouvelle-Calédonie1', 'password-too-common'],
  ['HinaRochette2026', 'password-is-yours'],
  ['hina.rochette1', 'password-is-yours'],
])('refuses « %s » as %s', (password, code) => {
  expect(() => checkPassword(password, hina)).toThrow(expect.objectContaining({ code: `platform.${code}` }));
});

it.each(['quatre bougainvillées', 'le récif chante tôt', 'x7#kQ!vv2pLmw', '🐢🌊🏝️🦈🐚🌴⛵🐠🌺🥥☀️🦀'])(
  'takes « %s »',
  (password) => expect(() => checkPassword(password, hina)).not.toThrow(),
);

it('knows a password again, however its accents were typed, and never a missing one', async () => {
  const stored = await hashPassword('le récif chante tôt');
  expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(await passwordMatches(stored, 'le récif chante tôt'.normalize('NFD'))).toBe(true);
  expect(await passwordMatches(stored, 'le récif chante tard')).toBe(false);
  expect(await passwordMatches(null, '')).toBe(false);
});
