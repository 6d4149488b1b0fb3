import { describeScheme } from '../../../../../test/kit/describe-scheme.ts';
import scheme from './index.ts';

describeScheme(scheme, {
  folder: import.meta.url,
  pieces: [
    '12.3',
    '15.1',
    '21.4',
    '22.1',
    'R1',
    'R3',
    'R10',
    'X49',
    'B1',
    '-S1',
    '-S5',
    '-D105',
    '.4',
    '.11',
    '-EVO',
  ],
});
