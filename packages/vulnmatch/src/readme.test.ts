import { expect, test } from 'vitest';
import { runExamples } from '../../../test/kit/readme.ts';
import * as library from './index.ts';

test('the examples of the README give what they say', () => {
  expect(runExamples(new URL('../README.md', import.meta.url), library)).toBe(8);
});
