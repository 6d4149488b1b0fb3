import { describe, expect, test } from 'vitest';
import { type Case, check, cpe } from '../../test/case-table.ts';
import { only } from '../../test/tracker-documents.ts';
import { evaluate, type Matchable, matchablesFromMsrc } from '../index.ts';

describe('Microsoft: fixed builds (case 53)', () => {
  const msrc = (...products: [id: string, name: string, builds: string[]][]): Matchable =>
    only(
      matchablesFromMsrc({
        DocumentTitle: { Value: 'August 2024' },
        ProductTree: { FullProductName: products.map(([ProductID, Value]) => ({ ProductID, Value })) },
        Vulnerability: [
          {
            CVE: 'CVE-2024-38063',
            ProductStatuses: [{ Type: 3, ProductID: products.map(([id]) => id) }],
            Remediations: products.flatMap(([id, , builds]) =>
              builds.map((FixedBuild) => ({
                Type: 2,
                Description: { Value: '5041578' },
                FixedBuild,
                ProductID: [id],
              })),
            ),
          },
        ],
      }),
    );
  const windows = msrc(
    ['1', 'Windows Server 2019', ['10.0.17763.6293']],
    ['2', 'Windows Server 2019 (Server Core installation)', ['10.0.17763.6293']],
    ['3', 'Windows Server 2016', ['10.0.14393.7336']],
    ['4', 'Windows 10 Version 1809 for x64-based Systems', ['10.0.17763.6293']],
    ['5', 'Windows Server 2022', ['10.0.20348.2700', '10.0.20348.2650']],
  );
  const server = (product: string, version: string) => cpe(`o:microsoft:${product}:${version}`);
  const office = msrc(
    ['1', 'Microsoft SQL Server 2019 for x64-based Systems (GDR)', ['15.0.2116.2']],
    ['2', 'Microsoft SQL Server 2019 for x64-based Systems (CU 27)', ['15.0.4382.1']],
  );
  const sql = (version: string) => ({ ref: 'c', vendor: 'Microsoft', product: 'SQL Server 2019', version });
  check([
    ['53 Server 2019 before the fix', windows, server('windows_server_2019', '10.0.17763.6189'), 'A'],
    ['53 Server 2019 with it', windows, server('windows_server_2019', '10.0.17763.6293'), 'N'],
    [
      '53 Server 2016 is compared in its own family',
      windows,
      server('windows_server_2016', '10.0.14393.7428'),
      'N',
    ],
    ['53 Server 2016 before its own fix', windows, server('windows_server_2016', '10.0.14393.7259'), 'A'],
    ['a client of the same family', windows, server('windows_10_1809', '10.0.17763.6189'), 'A'],
    [
      'between two fixed builds of one family',
      windows,
      server('windows_server_2022', '10.0.20348.2655'),
      '?',
    ],
    ['a family that is not listed', windows, server('windows_11_23h2', '10.0.22631.4000'), 'none'],
    ['two servicing branches: below both', office, sql('15.0.2095.3'), 'A'],
    ['two servicing branches: between', office, sql('15.0.4375.4'), '?'],
    ['two servicing branches: beyond both', office, sql('15.0.4390.2'), 'N'],
    [
      'a fix without a build',
      msrc(['9', 'Microsoft Teams', []]),
      { ref: 'c', vendor: 'Microsoft', product: 'Teams', version: '1.6' },
      '?',
    ],
  ] satisfies Case[]);
});

test('products named in branches only, and remediations without a type', () => {
  const [record] = matchablesFromMsrc({
    ProductTree: {
      Branch: [
        {
          Name: 'Microsoft',
          Items: [{ Name: 'Windows', Items: [{ ProductID: '1', Value: 'Windows Server 2019' }] }],
        },
      ],
    },
    Vulnerability: [
      {
        CVE: 'CVE-2024-38063',
        ProductStatuses: [{ Type: 3, ProductID: ['1'] }],
        Remediations: [
          { Description: { Value: '5041578' }, FixedBuild: '10.0.17763.6293', ProductID: ['1'] },
          {
            Type: 5,
            Description: { Value: 'a known issue' },
            FixedBuild: '10.0.17763.9999',
            ProductID: ['1'],
          },
        ],
      },
    ],
  });
  const host = { ref: 'h', cpe: 'cpe:2.3:o:microsoft:windows_server_2019:10.0.17763.6189:*:*:*:*:*:*:*' };
  expect(record && evaluate(record, host)?.reasons).toEqual([
    {
      source: 'msrc',
      rule: 'msrc.build',
      range: '< 10.0.17763.6293',
      compared: '10.0.17763.6189',
      scheme: 'build',
      vote: 'affected',
      quote: 'Windows Server 2019: KB5041578',
    },
  ]);
});
