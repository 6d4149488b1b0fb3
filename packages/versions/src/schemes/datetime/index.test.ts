import { describeScheme } from '../../../../../test/kit/describe-scheme.ts';
import scheme from './index.ts';

describeScheme(scheme, {
  folder: import.meta.url,
  pieces: ['2024-01-01T00:00:00Z', '2024-01-01T00:00:00+01:00', '2024-01-01T00:00:00.5Z'],
});
