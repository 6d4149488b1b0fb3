export { type FeedHealth, feedHealth } from './assess-staleness.ts';
export { loadDemoFeed, quietOtherFeeds } from './load-demo.ts';
export type { NamedProduct } from './model/products.ts';
export { type Severity, severityRank, type VulnerabilityFacts } from './model/vulnerability.ts';
export { loadVulnerabilities } from './store/facts.ts';
export { countOpenEntries } from './store/labels.ts';
export { type Lifecycle, type LifecycleRelease, loadLifecycles } from './store/lifecycles.ts';
export {
  countMatchables,
  findMatchables,
  type KeyedMatchable,
  type RangeOfMatchables,
  streamByVulnerability,
  streamMatchables,
  type VulnerabilityRange,
} from './store/matchables.ts';
export { countRecordsNaming, streamProducts } from './store/products.ts';
