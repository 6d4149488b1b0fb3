import { screens as estate } from './estate/web/index.tsx';
import { screens as exposure } from './exposure/web/index.tsx';
import { startApp } from './platform/web/app.tsx';
import { screens as platform } from './platform/web/index.tsx';
import { screens as steer } from './steer/web/index.tsx';
import { screens as watch } from './watch/web/index.tsx';

await startApp([platform, estate, watch, exposure, steer]);
