import { describeScheme } from '../../../../../test/kit/describe-scheme.ts';
import scheme from './index.ts';

describeScheme(scheme, {
  folder: import.meta.url,
  // No zero stands before a word: there Maven's norm turns in a circle (1.0.rc < 1 < 1-1 < 1.0.rc).
  pieces: [
    '1',
    '2',
    '10',
    '.1',
    '.2',
    '.0.1',
    '-',
    '-1',
    '.rc',
    '.sp',
    'a',
    'b',
    'm',
    'rc',
    'ga',
    'sp',
    'final',
    'snapshot',
    'x',
  ],
});
