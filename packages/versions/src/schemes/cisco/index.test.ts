import { describeScheme } from '../../../../../test/kit/describe-scheme.ts';
import scheme from './index.ts';

describeScheme(scheme, {
  folder: import.meta.url,
  pieces: ['0', '1', '2', '10', '15.2', '(', ')', '.', '-', 'M', 'E', 'EA', 'a', 'S', 'p'],
});
