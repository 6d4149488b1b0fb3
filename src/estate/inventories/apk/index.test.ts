import { describe, expect, it } from 'vitest';
import { documentOf, readAllItems } from '../../../../test/kit/inventory.ts';

const read = async (...lines: string[]) => readAllItems(documentOf('packages.txt', lines.join('\n')));

describe('apk', () => {
  it('reads apk list -I: name, version, architecture, origin', async () => {
    const { format, components } = await read(
      'WARNING: opening from cache: No such file or directory',
      'libcrypto3-3.1.4-r5 x86_64 {openssl} (Apache-2.0) [installed]',
      'font-100dpi-1.0.4_git20240101-r0 noarch {font-100dpi} (MIT) [installed]',
      '.build-deps-20230101.1-r0 noarch {.build-deps} () [installed]',
    );
    expect(format).toBe('apk');
    expect(components.map((c) => [c.name, c.version, c.purl])).toEqual([
      ['libcrypto3', '3.1.4-r5', 'pkg:apk/alpine/libcrypto3@3.1.4-r5?arch=x86_64&upstream=openssl'],
      ['font-100dpi', '1.0.4_git20240101-r0', 'pkg:apk/alpine/font-100dpi@1.0.4_git20240101-r0?arch=noarch'],
      ['.build-deps', '20230101.1-r0', 'pkg:apk/alpine/.build-deps@20230101.1-r0?arch=noarch'],
    ]);
  });

  it('reads apk info -v', async () => {
    const { components } = await read('musl-1.2.4-r2', 'gtk+2.0-2.24.33-r8');
    expect(components.map((c) => [c.name, c.version])).toEqual([
      ['musl', '1.2.4-r2'],
      ['gtk+2.0', '2.24.33-r8'],
    ]);
  });

  it('reads the installed database, with the release of the machine', async () => {
    const { format, components } = await read(
      'ID=alpine',
      'VERSION_ID=3.18.4',
      '',
      'C:Q1aaaaaaaaaaaaaaaaaaaaaaaaaaa=',
      'P:libcrypto3',
      'V:3.1.4-r5',
      'A:x86_64',
      'o:openssl',
      'F:lib',
      'R:libcrypto.so.3',
      '',
    );
    expect(format).toBe('apk');
    expect(components.map((c) => c.purl)).toEqual([
      'pkg:apk/alpine/libcrypto3@3.1.4-r5?arch=x86_64&distro=alpine-3.18.4&upstream=openssl',
    ]);
  });
});
