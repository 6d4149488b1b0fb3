import { type Criterion, evaluate, type Matchable, type TreeNode } from '@vigie/vulnmatch';
import { describe, expect, test } from 'vitest';
import { withoutRejected } from './rejected-products.ts';

const base: Matchable = { id: 'CVE-2030-1', aliases: [], source: 'nvd', rejected: false };
const cpe = (vendor: string, product: string) => `cpe:2.3:a:${vendor}:${product}:*:*:*:*:*:*:*:*`;
const is = (vendor: string, product: string, more: object = {}): Criterion => ({
  c: cpe(vendor, product),
  ...more,
});
const tree = (root: TreeNode): Matchable => ({ ...base, trees: [{ from: 'nvd', root }] });
const agent = (rejected: string[]) => ({ ref: 'x', name: 'Agent', version: '1.0', rejected });

describe('products that people said a component is not', () => {
  test('nothing rejected: the record itself, untouched', () => {
    const record = tree({ op: 'or', m: [is('redis', 'agent')] });
    expect(withoutRejected(record, agent([]))).toBe(record);
    expect(withoutRejected(record, { ref: 'x', name: 'Agent' })).toBe(record);
  });

  test('a record of that product only says nothing any more; of an OR the others still speak', () => {
    const only = tree({ op: 'or', m: [is('redis', 'agent')] });
    expect(withoutRejected(only, agent(['vp:redis:agent']))).toBeUndefined();
    const both = tree({ op: 'or', m: [is('redis', 'agent'), is('zabbix', 'agent')] });
    const left = withoutRejected(both, agent(['vp:redis:agent']));
    expect(left?.trees?.[0]?.root.m?.map((c) => c.c)).toEqual([cpe('zabbix', 'agent')]);
    expect(left && evaluate(left, agent([]))?.verdict).toBe('unknown');
  });

  test('an AND falls whole, for a part that cannot hold is no part that may be left out', () => {
    const record = tree({
      op: 'or',
      n: [
        {
          op: 'and',
          n: [
            { op: 'or', m: [is('redis', 'agent')] },
            { op: 'or', m: [is('acme', 'os', { v: false })] },
          ],
        },
        { op: 'or', m: [is('zabbix', 'agent')] },
      ],
    });
    const left = withoutRejected(record, agent(['vp:redis:agent']));
    expect(left?.trees?.[0]?.root.n).toEqual([{ op: 'or', m: [is('zabbix', 'agent')] }]);
  });

  test('claims on products and affected entries go too; another product of the record stays', () => {
    const claim = (vendor: string) => ({ from: 'cna', vendor, product: 'Agent', d: 'a' as const });
    const record: Matchable = {
      ...base,
      affected: [claim('Redis'), claim('Zabbix')],
      products: [{ claim: claim('Redis') }],
    };
    const left = withoutRejected(record, agent(['vp:redis:agent']));
    expect(left?.affected?.map((c) => c.vendor)).toEqual(['Zabbix']);
    expect(left?.products).toEqual([]);
    expect(withoutRejected(record, agent(['vp:redis:agent', 'vp:zabbix:agent']))).toBeUndefined();
  });
});
