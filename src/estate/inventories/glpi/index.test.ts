import { describe, expect, it } from 'vitest';
import { documentOf, readAllItems } from '../../../../test/kit/inventory.ts';

const read = async (...lines: string[]) =>
  readAllItems(documentOf('glpi.csv', `\uFEFF${lines.join('\r\n')}\r\n`));

describe('GLPI', () => {
  it.each([
    [
      'French',
      '"Nom";"Entité";"Statut";"Fabricant";"Numéro de série";"Système d\'exploitation - Nom";"Système d\'exploitation - Version";"Lieu"',
    ],
    [
      'English',
      '"Name";"Entity";"Status";"Manufacturer";"Serial number";"Operating System - Name";"Operating System - Version";"Location"',
    ],
  ])('reads computers and their system in %s', async (_, head) => {
    const { format, items } = await read(
      head,
      '"srv-01";"Tavéa";"En service";"Dell";"ABC123";"Debian GNU/Linux";"12 (bookworm)";"Salle\r\nNord"',
    );
    expect(format).toBe('glpi');
    expect(items.slice(1)).toEqual([
      {
        kind: 'asset',
        ref: 'srv-01',
        name: 'srv-01',
        assetKind: 'host',
        vendor: 'Dell',
        os: 'Debian GNU/Linux 12 (bookworm)',
        serial: 'ABC123',
        location: 'Salle\nNord',
      },
      {
        kind: 'component',
        // Where the row ends: a cell holds a line end.
        ref: 'line 3',
        name: 'Debian GNU/Linux',
        version: '12 (bookworm)',
        type: 'operating-system',
        asset: 'srv-01',
      },
    ]);
  });

  it('reads software: one component for each version of a cell', async () => {
    const { components } = await read(
      '"Nom";"Entité";"Éditeur";"Versions - Nom"',
      '"Firefox";"Tavéa";"Mozilla";"115.11\r\n128.0"',
      '"PuTTY";"Tavéa";"Simon Tatham";"0.80"',
    );
    expect(components.map((c) => [c.vendor, c.name, c.version])).toEqual([
      ['Mozilla', 'Firefox', '115.11'],
      ['Mozilla', 'Firefox', '128.0'],
      ['Simon Tatham', 'PuTTY', '0.80'],
    ]);
    expect(new Set(components.map((c) => c.ref)).size).toBe(3);
  });

  it('reads network equipment and its firmware', async () => {
    const { items } = await read(
      '"Nom";"Entité";"Fabricant";"Numéro de série";"Modèle";"Micrologiciel"',
      '"sw-1";"Tavéa";"Cisco";"X1";"C9300";"17.9.4"',
    );
    expect(items.slice(1)).toMatchObject([
      { kind: 'asset', name: 'sw-1', assetKind: 'appliance' },
      { kind: 'component', name: 'C9300', version: '17.9.4', vendor: 'Cisco', asset: 'sw-1' },
    ]);
  });
});
