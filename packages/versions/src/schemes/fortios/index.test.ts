import { describeScheme } from '../../../../../test/kit/describe-scheme.ts';
import scheme from './index.ts';

describeScheme(scheme, {
  folder: import.meta.url,
  pieces: [
    '0',
    '1',
    '2',
    '7.2',
    '6.0',
    '.',
    '10',
    '-beta1',
    ' build 1575',
    ',build0001',
    '.F',
    ' patch 3',
    '-rc2',
  ],
});
