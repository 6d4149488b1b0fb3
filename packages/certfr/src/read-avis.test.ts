import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { writeRanges } from '../test/sample.ts';
import { METHOD_VERSION, readAvis } from './index.ts';

const ALL = [{ name: 'CVE-2024-1111' }, { name: 'CVE-2024-3596' }];

function read(description: string, vendor = 'N/A', title = '') {
  const [system] = readAvis({
    reference: 'CERTFR-2024-AVI-0001',
    title,
    affected_systems: [{ description, product: { name: 'N/A', vendor: { name: vendor } } }],
    cves: ALL,
  }).systems;
  if (system === undefined) throw new Error('no system');
  return system;
}
const rangesOf = (description: string) => {
  const { ranges, status } = read(description);
  return `${status} ${writeRanges(ranges)}`.trim();
};

describe('the published hard cases', () => {
  test.each([
    ['PAN-OS versions 9.1.x antérieures à 9.1.17', 'parsed >=9.1 <9.1.17'],
    [
      'Bind Supported Preview Edition versions 9.18.x postérieures à 9.18.11-S1 et antérieures à 9.18.24-S1',
      'parsed >9.18.11-S1 <9.18.24-S1',
    ],
    ['MySQL Server (Server: UDF) versions 8.0.0 à 8.0.41', 'parsed >=8.0.0 <=8.0.41'],
    ['MySQL Server (Server: UDF) version 8.4.3 et antérieures', 'parsed <=8.4.3'],
    ['Centreon versions antérieures 24.04.x à 24.04.16', 'parsed >=24.04 <24.04.16'],
    [
      'SIMATIC S7 versions supérieures ou égales à4.2.0. L’éditeur indique que le produit ne bénéficiera pas de correctif de sécurité.',
      'parsed >=4.2.0',
    ],
    [
      'FortiPAM toutes versions 1.0.x, 1.1.x, 1.2.x et 1.3.x',
      'parsed >=1.0 <1.1 | >=1.1 <1.2 | >=1.2 <1.3 | >=1.3 <1.4',
    ],
    ['Google Chrome versions antérieures à 129.0.6668.58/.59 pour Windows et Mac', 'parsed <129.0.6668.58'],
    ['Zimbra Collaboration Kepler (9.0.0) sans le correctif 43', 'to_confirm =9.0.0'],
    ['SCALANCE XB toutes versions pour la vulnérabilité CVE-2024-3596', 'parsed *'],
    [
      'QTS 4.5.x versions antérieures à QTS 4.5.4.2627 build 20231225',
      'parsed >=4.5 <4.5.4.2627 build 20231225',
    ],
  ])('%s: %s', (description, expected) => {
    expect(rangesOf(description)).toBe(expected);
  });

  it('a Debian line counts the package that the title names, and is to be confirmed', () => {
    const title = 'Multiples vulnérabilités dans le noyau Linux de Debian';
    expect(read('Debian trixie versions antérieures à 6.12.73-1', 'Debian', title)).toMatchObject({
      product: 'linux',
      platforms: ['Debian trixie'],
      ranges: [{ lt: '6.12.73-1' }],
      status: 'to_confirm',
      notes: ['package_from_title'],
    });
    expect(read('Debian trixie versions antérieures à 2.1', 'Debian', 'Vulnérabilité dans X').product).toBe(
      'Debian trixie',
    );
  });

  it('a range holds for the CVE that the line names, else for those of the avis', () => {
    expect(read('SCALANCE toutes versions pour la vulnérabilité CVE-2024-3596').cves).toEqual([
      'CVE-2024-3596',
    ]);
    expect(read('SCALANCE versions antérieures à 2.1').cves).toEqual(['CVE-2024-1111', 'CVE-2024-3596']);
    expect(read('SCALANCE versions antérieures à 2.1 sauf pour la vulnérabilité CVE-2024-3596').cves).toEqual(
      ['CVE-2024-1111'],
    );
  });

  it('no fix, a patch level and platforms are said', () => {
    expect(
      read('X toutes versions. L’éditeur indique que le produit ne bénéficiera pas de correctif.').notes,
    ).toEqual(['no_fix']);
    expect(read('Zimbra Kepler (9.0.0) sans le correctif 43').notes).toEqual(['patch_level']);
    expect(read('Chrome versions antérieures à 1.2.3 pour Windows et Mac').platforms).toEqual([
      'Windows et Mac',
    ]);
  });
});

describe('phrases', () => {
  test.each([
    ['Xen 4.4.x', 'parsed >=4.4 <4.5'],
    ['Cisco IOS R12.x.', 'parsed >=R12 <R13'],
    ['Asterisk versions B.x.x antérieures à B.2.3.6', 'parsed >=B <B.2.3.6'],
    ['Apache version 2.1.10 et versions antérieures.', 'parsed <=2.1.10'],
    ['PHP de la version 4.0.1 à la version 4.1.1', 'parsed >=4.0.1 <=4.1.1'],
    ['StrongSwan versions comprises entre 5.9.2 et 5.9.5', 'parsed >=5.9.2 <=5.9.5'],
    ['Apache versions 1.3.x jusqu’à la version 1.3.24 incluse ;', 'parsed >=1.3 <=1.3.24'],
    ['Serveur HTTP 1.3.x versions 1.3.28 et antérieures.', 'parsed >=1.3 <=1.3.28'],
    ['BIND versions 9.11.x à 9.18.x antérieures à 9.18.28', 'parsed >=9.11 <9.18.28'],
    ['Liferay Portal versions 7.1.x à 7.4.x et antérieures à 7.4.3.92', 'parsed >=7.1 <7.4.3.92'],
    ['Cisco ASA versions 9.7.x et 9.8.x antérieures à 9.8.4.3', 'parsed >=9.7 <9.8 | >=9.8 <9.8.4.3'],
    [
      'GraalVM versions 20.x antérieures à 20.3.15 et versions 21.x antérieures à 21.3.11',
      'parsed >=20 <20.3.15 | >=21 <21.3.11',
    ],
    [
      'Siveillance versions supérieures ou égales à V2.8 versions antérieures à V3.1.1',
      'parsed >=V2.8 <V3.1.1',
    ],
    ['SIMATIC versions supérieures ou égales àV6.0 et  versions antérieures à V7.0', 'parsed >=V6.0 <V7.0'],
    ['Firefox versions antérieures à Firefox 69', 'parsed <69'],
    ['SonicOS versions inférieures ou égales à 7.1', 'parsed <=7.1'],
    ['BIND de la version 9.2.0 à 9.2.7 comprise', 'parsed >=9.2.0 <=9.2.7'],
    ['Firewall dans la branche 14.1 aux versions antérieures à 14.1(1i)', 'parsed >=14.1 <14.1(1i)'],
    ['Moodle versions antérieures à 4.1.4 (pour la branche 4.1)', 'parsed >=4.1 <4.1.4'],
    ['FortiOS 7.2 versions antérieures à 7.2.8', 'parsed >=7.2 <7.2.8'],
    ['FortiOS 6.4 toutes versions', 'parsed >=6.4 <6.5'],
    ['SIMATIC WinCC V17 toutes versions', 'parsed *'],
    ['OpenSSL versions 1.1.1x antérieures à 1.1.1zd', 'parsed >=1.1.1 <1.1.1zd'],
    [
      'Visual Studio 2019 version 16.11 (inclus 16.0 - 16.10) antérieures à 16.11.41',
      'parsed >=16.0 <16.11.41',
    ],
    ['MailPlus pour DSM 6.2 versions antérrieures à 2.3.5-1084', 'parsed <2.3.5-1084'],
    ['SAP GUI versions SAP_UI 750 et SAP_UI 754', 'parsed =SAP_UI 750 | =SAP_UI 754'],
    ['Junos OS versions 22.2.x-EVO antérieures à 22.2R3-S5-EVO', 'parsed >=22.2 <22.2R3-S5-EVO'],
    ['QTS 4.5.x: Proxy Server versions antérieures à 1.4.2', 'parsed <1.4.2'],
    ['X versions < 3.2', 'parsed <3.2'],
    ['Adobe Acrobat 9.5.4 et versions 9.x antérieures pour Windows', 'parsed >=9 <=9.5.4'],
    ['Postfix versions 2.7.x strictement inférieures à 2.7.3 ;', 'parsed >=2.7 <2.7.3'],
    ['Archiva versions 1.0 à 1.2.2 (non supportées).', 'parsed >=1.0 <=1.2.2'],
    ['Container versions 1.1 EUS (Extended Update Support) antérieures à 1.1.10', 'parsed >=1.1 EUS <1.1.10'],
    ['Mate 7 versions antérieures à MT7-TL00C01B354', 'parsed <MT7-TL00C01B354'],
    ['Citrix ADC versions 13.0-x.x antérieures à 13.0-90.11', 'parsed >=13.0 <13.0-90.11'],
  ])('%s: %s', (description, expected) => {
    expect(rangesOf(description)).toBe(expected);
  });

  test.each([
    ['Connect Secure versions antérieures à 17.3.8, 17.9.2 et 17.11.1', 'several_bounds'],
    ['ColdFusion 2021 versions antérieures à Update 18', 'unread'],
    ['Solaris 10 (SPARC), les versions antérieures à 140196-01', 'identifier'],
    ['GlobalProtect versions 5.1.x à 6.3.x, à l’exception de 6.2.6', 'exception'],
    ['Desktop, avec un noyau antérieur à la version 2.6.32', 'unread'],
    ['Software versions 17.4.x antérieures à 17.3.1', 'unread'],
    ['OnCell versions 1.3 et antérieures sans le dernier correctif de sécurité', 'patch_level'],
    ['StrongSwan versions 5.3.x à 5.9.x antérieures à 5.9.12 utilisant le démon charon-tkm', 'unread'],
    ['MySQL versions 5.7.29 et antérieures, 8.0.19 et antérieures', 'several_bounds'],
    ['Mendix versions 9 (V9.12) antérieures à V9.12.10', 'unread'],
    ['Cognos versions 11.2.x FP2 antérieures à 11.2.4 FP3', 'unread'],
    ['Internet Explorer 10 sur toutes les versions de Windows', 'unread'],
    ['Reader XI (11.0.02) et les versions antérieures 11.x pour Windows', 'unread'],
    ['ASA (voir sur le site du constructeur pour les versions vulnérables)', 'unread'],
  ])('%s is to be confirmed: %s', (description, note) => {
    const system = read(description);
    expect(system.status).toBe('to_confirm');
    expect(system.notes).toContain(note);
  });

  test.each([
    'Windows 10 Version 1607 pour systèmes 32 bits',
    'SUSE Linux Enterprise Server 15 SP3',
    'Red Hat Enterprise Linux for ARM 64 - 4 years of updates 9.6 aarch64',
    'ASA 5500-X Series',
    'Commutateurs Nexus 3000 à 9500',
    'HP Openview Node Manager v6.1 sous HP-UX 10.X',
    '',
  ])('%s names no version', (description) => {
    expect(rangesOf(description)).toBe('none');
  });

  test.each([
    ['Les versions de GnuTLS antérieures à 2.4.1.', 'GnuTLS'],
    ['Versions antérieures à EMC NetWorker 8.0.1', 'EMC NetWorker'],
    ['les routeurs Cisco RV132W versions antérieures à 1.0.1.15', 'routeurs Cisco RV132W'],
    ['Firefox (versions antérieures à 1.5.0.8) ;', 'Firefox'],
    ['FortiOS 7.2 versions antérieures à 7.2.8', 'FortiOS'],
    ['Acrobat 2017 versions antérieures à 2017.011.30113', 'Acrobat 2017'],
    ['Toutes les versions SIMATIC WinCC antérieures à 7.2', 'SIMATIC WinCC'],
  ])('%s is about %s', (description, product) => {
    expect(read(description).product).toBe(product);
  });
});

describe('hostile input', () => {
  test.each([
    null,
    undefined,
    3,
    'x',
    [],
    {},
    { affected_systems: 'x' },
    { affected_systems: [null, 3, {}, { description: 4 }] },
  ])('what is no avis has no systems: %j', (value) => {
    expect(readAvis(value).systems).toEqual([]);
  });

  test.each([
    ['spaces', ' '],
    ['brackets', '('],
    ['versions', 'versions 1.x, '],
    ['bounds', 'antérieures à '],
    ['numbers', '1.1.x'],
    ['dots', 'v1.'],
    ['apostrophes', "jusqu'"],
    ['commas', ' ,;'],
  ])('a line of a megabyte of %s is answered at once', (_name, piece) => {
    const from = performance.now();
    for (const size of [3990, 1024 ** 2]) read(piece.repeat(Math.ceil(size / piece.length)));
    expect(performance.now() - from).toBeLessThan(500);
  });

  it('an avis of many long lines takes linear time', () => {
    const line = 'versions 1.x, 2.x et toutes les versions (de X) antérieures à '.repeat(60);
    const affected_systems = Array.from({ length: 250 }, () => ({ description: line }));
    const from = performance.now();
    expect(readAvis({ affected_systems }).systems).toHaveLength(250);
    expect(performance.now() - from).toBeLessThan(5000);
  });

  it('never throws, and what it says holds together', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        ...' versions|antérieures|à|et|,|postérieures|toutes|sans|le|correctif|(|)|pour|Windows|jusqu’à|de|entre|4.x|10.2.3|V7.5 SP2|12.3(4)|R2|.|;|/|CVE-2024-3596|Update|ou|égales|inclus|sauf|avec|branche|-|<|=|\u00a0'.split(
          '|',
        ),
      ),
      fc.string({ maxLength: 6 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 25 }), fc.constantFrom(' ', ''), (pieces, glue) => {
        const description = pieces.join(glue);
        const system = read(description);
        if (system.status === 'parsed') expect(system.ranges.length).toBeGreaterThan(0);
        if (system.status === 'none') expect(system.ranges).toEqual([]);
        const { phrase } = system;
        if (phrase) expect(description.slice(phrase.start, phrase.end)).toBe(phrase.text);
        for (const range of system.ranges)
          for (const bound of Object.values(range)) expect(bound === true || bound.length > 0).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  it('reads the same twice, whatever spaces are between the words', () => {
    const line = 'PAN-OS versions 9.1.x antérieures à 9.1.17 pour Windows';
    const other = line.replaceAll(' ', '\u00a0 ');
    expect(read(other).ranges).toEqual(read(line).ranges);
    expect(METHOD_VERSION).toMatch(/^certfr-\d+$/);
  });
});
