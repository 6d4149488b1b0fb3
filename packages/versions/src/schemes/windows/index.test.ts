import { describeScheme } from '../../../../../test/kit/describe-scheme.ts';
import scheme from './index.ts';

describeScheme(scheme, {
  folder: import.meta.url,
  pieces: ['10.0', '6.1', '17763', '19045', '.', '.0', '.6189', '.3930', '1', ' Build 17763', 'OS Build '],
});
