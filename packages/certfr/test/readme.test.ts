import { expect, it } from 'vitest';
import { runExamples } from '../../../test/kit/readme.ts';
import * as library from '../src/index.ts';

it('the examples of the README give what they say', () => {
  expect(runExamples(new URL('../README.md', import.meta.url), library)).toBeGreaterThanOrEqual(7);
});
