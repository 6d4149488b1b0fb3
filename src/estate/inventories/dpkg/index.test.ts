import { describe, expect, it } from 'vitest';
import { documentOf, readAllItems } from '../../../../test/kit/inventory.ts';

const read = async (...lines: string[]) =>
  readAllItems(documentOf('packages.txt', lines.join('\n')), { format: 'dpkg' });

describe('dpkg', () => {
  it('reads dpkg -l: what is installed, not what left its configuration', async () => {
    const { components, items } = await read(
      'Desired=Unknown/Install/Remove/Purge/Hold',
      '| Status=Not/Inst/Conf-files/Unpacked/halF-conf/Half-inst/trig-aWait/Trig-pend',
      '|/ Err?=(none)/Reinst-required (Status,Err: uppercase=bad)',
      '||/ Name           Version          Architecture Description',
      '+++-==============-================-============-==========',
      'ii  libc6:amd64    2.36-9+deb12u4   amd64        GNU C Library',
      'hi  kept           1:2.0-1          all          held back',
      'rc  gone           1.0-1            amd64        removed',
    );
    expect(items).toEqual(components);
    expect(components.map((c) => [c.name, c.version, c.purl])).toEqual([
      ['libc6', '2.36-9+deb12u4', 'pkg:deb/debian/libc6@2.36-9%2Bdeb12u4?arch=amd64&distro=debian-12'],
      // Its own version betrays nothing: it lies on the same machine as the others.
      ['kept', '1:2.0-1', 'pkg:deb/debian/kept@1:2.0-1?arch=all&distro=debian-12'],
    ]);
  });

  it.each([
    ['libssl3\t3.0.2-0ubuntu1.10', 'pkg:deb/ubuntu/libssl3@3.0.2-0ubuntu1.10'],
    ['libc6:amd64\t2.36-9', 'pkg:deb/debian/libc6@2.36-9?arch=amd64'],
    ['libssl3\t3.0.11-1\topenssl', 'pkg:deb/debian/libssl3@3.0.11-1?upstream=openssl'],
    ['libssl3\t3.0.11-1\tamd64\topenssl', 'pkg:deb/debian/libssl3@3.0.11-1?arch=amd64&upstream=openssl'],
    ['openssl\t3.0.11-1\tamd64\topenssl', 'pkg:deb/debian/openssl@3.0.11-1?arch=amd64'],
  ])('reads the tabs of dpkg-query -W: %s', async (line, purl) => {
    expect((await read(line)).components.map((c) => c.purl)).toEqual([purl]);
  });

  it('reads the status file, with the source of each package', async () => {
    const { components } = await read(
      'Package: libssl3',
      'Status: install ok installed',
      'Architecture: amd64',
      'Source: openssl (3.0.11-1)',
      'Version: 3.0.11-1~deb12u2',
      'Description: of several',
      ' lines: and a colon',
      '',
      'Package: gone',
      'Status: deinstall ok config-files',
      'Version: 1.0',
    );
    expect(components.map((c) => c.purl)).toEqual([
      'pkg:deb/debian/libssl3@3.0.11-1~deb12u2?arch=amd64&distro=debian-12&upstream=openssl',
    ]);
  });

  it('believes the os-release of the machine, before or after the list', async () => {
    const release = ['PRETTY_NAME="Ubuntu 22.04.4 LTS"', 'ID=ubuntu', 'VERSION_ID="22.04"', 'ID_LIKE=debian'];
    const line = 'ii  bash  5.1-6  amd64  shell';
    for (const lines of [
      [...release, line],
      [line, ...release],
    ]) {
      const { format, items } = await readAllItems(documentOf('host.txt', lines.join('\n')));
      expect(format).toBe('dpkg');
      expect(items).toMatchObject([{ purl: 'pkg:deb/ubuntu/bash@5.1-6?arch=amd64&distro=ubuntu-22.04' }]);
    }
  });

  it('says which line it did not understand', async () => {
    const { items } = await read('ii  bash  5.1-6  amd64  shell', 'ceci n’est pas un paquet');
    expect(items[1]).toMatchObject({ kind: 'warning', place: 'line 2', code: 'line-not-read' });
  });
});
