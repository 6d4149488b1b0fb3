import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type IdKind, idKind, isCve, keyOfNames, normaliseId, normaliseName } from './index.ts';

describe('an advisory id', () => {
  it.each<[string, IdKind | undefined]>([
    ['CVE-2024-3400', 'cve'],
    ['CVE-2024-1234567890123', 'cve'],
    ['cve-2024-3400', 'cve'],
    ['CVE-24-3400', undefined],
    ['CVE-2024-340', undefined],
    ['GHSA-jfh8-c2jp-5v3q', 'ghsa'],
    ['GHSA-jfh8-c2jp', undefined],
    ['EUVD-2025-12345', 'euvd'],
    ['GCVE-0-2024-3400', 'gcve'],
    [`GCVE-1337-2025-${'0'.repeat(140)}`, 'gcve'],
    ['CERTFR-2026-AVI-0192', 'certfr-advisory'],
    ['CERTFR-2024-ALE-006', 'certfr-alert'],
    ['CERTA-2012-AVI-123', 'certfr-advisory'],
    ['CERTFR-2024-IOC-001', 'certfr'],
    ['RUSTSEC-2021-0001', 'osv'],
    ['PYSEC-2024-10', 'osv'],
    ['DSA-6222-1', 'osv'],
    ['RHSA-2023:4520', 'osv'],
    ['openSUSE-SU-2024:0001-1', 'osv'],
    ['MAL-2024-1', 'osv'],
    ['hello', undefined],
    ['', undefined],
    [`CVE-2024-${'1'.repeat(600)}`, undefined],
  ])('%s is of kind %s', (id, kind) => {
    expect(idKind(id)).toBe(kind);
  });

  it('is compared under one spelling', () => {
    expect(normaliseId(' cve-2024-3400 ')).toBe('CVE-2024-3400');
    expect(normaliseId('ghsa-JFH8-c2jp-5v3q')).toBe('GHSA-jfh8-c2jp-5v3q');
    expect(normaliseId('GCVE-0-2024-3400')).toBe('CVE-2024-3400');
    expect(normaliseId('GCVE-1-2024-3400')).toBe('GCVE-1-2024-3400');
    expect(isCve('CVE-2024-3400')).toBe(true);
    expect(isCve('GCVE-0-2024-3400')).toBe(false);
  });

  it('never makes the check throw or crawl', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary' }), fc.constant(`GCVE-${'1-'.repeat(50_000)}`)),
        (text) => {
          idKind(text);
          normaliseId(text);
          normaliseName(text);
        },
      ),
      { numRuns: 1_000, interruptAfterTimeLimit: 1_000 },
    );
  });
});

describe('a vendor or product name', () => {
  it.each([
    ['Apache Software Foundation', 'apache'],
    ['http_server', 'http server'],
    ['HTTP Server', 'http server'],
    ['Microsoft Corporation', 'microsoft'],
    ['Cisco Systems, Inc.', 'cisco systems'],
    ['Société Générale SA', 'societe generale'],
    ['Notepad++', 'notepad++'],
    ['C#', 'c#'],
    ['AT&T', 'at and t'],
    ['Palo Alto Networks™', 'palo alto networks'],
    ['  F5   ', 'f5'],
    ['Inc', 'inc'],
    ['', ''],
  ])('%s is %s', (text, expected) => {
    expect(normaliseName(text, 'vendor')).toBe(expected);
    expect(normaliseName(expected, 'vendor')).toBe(expected);
  });

  it('keeps in a product what would be the legal form of a vendor', () => {
    expect(normaliseName('iPhone_SE')).toBe('iphone se');
    expect(normaliseName('Java SE')).toBe('java se');
  });

  it('gives one index key to a CPE and to a person', () => {
    expect(keyOfNames('apache', 'http_server')).toBe(keyOfNames('Apache Software Foundation', 'HTTP Server'));
  });
});
