import { describe, expect, it } from 'vitest';
import { documentOf, readAllItems } from '../../../../test/kit/inventory.ts';

const read = async (...lines: string[]) => readAllItems(documentOf('packages.txt', lines.join('\n')));

describe('rpm', () => {
  it.each([
    [
      'bash-5.1.8-6.el9_1.x86_64',
      'pkg:rpm/redhat/bash@5.1.8-6.el9_1?arch=x86_64&distro=rhel-9',
      '5.1.8-6.el9_1',
    ],
    [
      'openssl-libs-1:3.0.7-25.el9_3.x86_64',
      'pkg:rpm/redhat/openssl-libs@3.0.7-25.el9_3?arch=x86_64&distro=rhel-9&epoch=1',
      '1:3.0.7-25.el9_3',
    ],
    [
      'zlib-(none):1.2.11-40.el9.x86_64',
      'pkg:rpm/redhat/zlib@1.2.11-40.el9?arch=x86_64&distro=rhel-9',
      '1.2.11-40.el9',
    ],
    [
      'python3-requests-2.25.1-7.el9_2.rocky.0.1.noarch',
      'pkg:rpm/rocky/python3-requests@2.25.1-7.el9_2.rocky.0.1?arch=noarch&distro=rocky-9',
      '2.25.1-7.el9_2.rocky.0.1',
    ],
    [
      'vim-9.1.1-1.fc40.x86_64',
      'pkg:rpm/fedora/vim@9.1.1-1.fc40?arch=x86_64&distro=fedora-40',
      '9.1.1-1.fc40',
    ],
    [
      'bash-4.4-150400.25.22.x86_64',
      'pkg:rpm/suse/bash@4.4-150400.25.22?arch=x86_64&distro=sles-15',
      '4.4-150400.25.22',
    ],
  ])('reads %s', async (line, purl, version) => {
    const { format, components } = await read(line);
    expect(format).toBe('rpm');
    expect(components.map((c) => [c.purl, c.version])).toEqual([[purl, version]]);
  });

  it('reads tabs, and leaves public keys out', async () => {
    const { items } = await readAllItems(
      documentOf(
        'packages.txt',
        'bash\t(none)\t5.1.8\t6.el9\tx86_64\ngpg-pubkey\t(none)\tfd431d51\t4ae0493b\t(none)\n',
      ),
      { format: 'rpm' },
    );
    expect(items).toMatchObject([{ name: 'bash', version: '5.1.8-6.el9' }]);
  });

  it('reads rpm -qai, with the source of each package', async () => {
    const block = (name: string, source: string) => [
      `Name        : ${name}`,
      'Epoch       : 1',
      'Version     : 3.0.7',
      'Release     : 25.el9_3',
      'Architecture: x86_64',
      'Install Date: Mon 01 Jan 2026',
      `Source RPM  : ${source}`,
      'Description :',
      'Name of nothing: a text',
    ];
    const { format, components } = await read(
      ...block('openssl-libs', 'openssl-3.0.7-25.el9_3.src.rpm'),
      ...block('gpg-pubkey', '(none)'),
      ...block('other', '(none)'),
    );
    expect(format).toBe('rpm');
    expect(components.map((c) => [c.name, c.version, c.purl?.includes('upstream=openssl')])).toEqual([
      ['openssl-libs', '1:3.0.7-25.el9_3', true],
      ['other', '1:3.0.7-25.el9_3', false],
    ]);
  });

  it('believes the os-release of the machine: a rebuild is not Red Hat', async () => {
    const { format, components } = await read(
      'ID="almalinux"',
      'VERSION_ID="9.4"',
      'bash-5.1.8-6.el9_1.x86_64',
    );
    expect(format).toBe('rpm');
    expect(components[0]?.purl).toBe('pkg:rpm/almalinux/bash@5.1.8-6.el9_1?arch=x86_64&distro=almalinux-9.4');
  });

  it('lets a package without a mark follow the others of its machine', async () => {
    const { components } = await read('agent-1.0-1.x86_64', 'vim-9.1.1-1.fc40.x86_64');
    expect(components[0]?.purl).toBe('pkg:rpm/fedora/agent@1.0-1?arch=x86_64&distro=fedora-40');
  });
});
