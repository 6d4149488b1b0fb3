import { describeScheme } from '../../../../../test/kit/describe-scheme.ts';
import scheme from './index.ts';

describeScheme(scheme, {
  folder: import.meta.url,
  pieces: ['0', '1', '2', '9', '10.2', '11.1', '.', '-h1', '-h10', '-b5', '-c2', ':h3', 'h2'],
});
