import { describeScheme } from '../../../../../test/kit/describe-scheme.ts';
import scheme from './index.ts';

describeScheme(scheme, {
  folder: import.meta.url,
  pieces: ['0', '1', '01', '10', '2', '.', 'a', 'b', '_rc', '_p1', '_alpha2', '-r1', '-r0', '~ab'],
});
