import { fail } from './errors.ts';

const SHORTEST = 12;
const LONGEST = 256;

/** Stems of what is tried first, in French and English; digits and signs around them do not help. */
const COMMON = new Set(
  `password motdepasse azerty azertyuiop qwerty qwertyuiop qwertz administrateur administrator admin
  bonjour soleil doudou loulou chouchou nouvellecaledonie caledonie noumea pacifique welcome bienvenue letmein
  iloveyou jetaime changeme changezmoi monmotdepasse passw0rd p4ssword vigie princesse princess sunshine football
  dragon monkey master superman batman trustno secret secrete motdepassesecret azertyazerty qwertyqwerty
  passwordpassword adminadmin abcdefghijkl abcdefghijklm testtest testtesttest utilisateur gouvernement
  securite cybersecurite rssi ordinateur informatique marseille liberte egalite fraternite correcthorsebatterystaple
  printemps automne hiver qsdfghjklm wxcvbn aqwzsxedc qazwsxedc onetwothreefour kenavo nathalie isabelle`
    .split(/\s+/)
    .filter(Boolean),
);

/** Long, not among those tried first, not made of the person's own name: NIST SP 800-63B §3.1.1.2, no composition rule. */
export function checkPassword(password: string, person: { name?: string; email?: string }): void {
  const letters = [...password.normalize('NFKC')];
  if (letters.length < SHORTEST) throw fail('password-too-short', { details: { shortest: SHORTEST } });
  if (letters.length > LONGEST) throw fail('password-too-long', { details: { longest: LONGEST } });
  const bare = fold(password);
  const stem = bare.replace(/[^a-z]+/g, '');
  if (new Set(letters).size < 5 || COMMON.has(stem) || COMMON.has(deleet(bare)) || isRun(bare))
    throw fail('password-too-common');
  const own = [
    ...(person.name ?? '').split(/\s+/),
    (person.email ?? '').split('@')[0] ?? '',
    person.name ?? '',
  ]
    .map((word) => fold(word).replace(/[^a-z]+/g, ''))
    .filter((word) => word.length >= 4);
  if (own.some((word) => stem === word || stem === word + word)) throw fail('password-is-yours');
}

function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/** « P@ssw0rd » is read as « password ». */
function deleet(text: string): string {
  const signs: Record<string, string> = {
    '0': 'o',
    '1': 'i',
    '3': 'e',
    '4': 'a',
    '5': 's',
    '@': 'a',
    $: 's',
    '!': '',
  };
  return text
    .replace(/[\d\W_]+$/, '')
    .replace(/[01345@$!]/g, (sign) => signs[sign] ?? sign)
    .replace(/[^a-z]+/g, '');
}

/** `123456789012`, `abcdefghijkl`: each sign follows the one before by the same step. */
function isRun(text: string): boolean {
  const codes = [...text].map((c) => c.codePointAt(0) ?? 0);
  const around = /^\d+$/.test(text) ? 10 : 0x110000;
  return new Set(codes.slice(1).map((c, i) => (c - (codes[i] ?? 0) + around) % around)).size === 1;
}
